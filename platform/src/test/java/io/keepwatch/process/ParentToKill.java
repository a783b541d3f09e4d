package io.keepwatch.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A parent to be killed with -9: starts the given command as its child and prints the child's pid.
final class ParentToKill {

    private ParentToKill() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        var children = new ChildProcesses(directory);
        var ending = ProcessSpec.Ending.valueOf(args[1]);
        var command = List.of(args).subList(2, args.length);
        var child = children.start(new ProcessSpec("child", command, Map.of(), directory,
                line -> System.out.println("child says " + line)).endedBy(ending));
        System.out.println("pid " + child.pid());
        Thread.currentThread().join();
    }
}
