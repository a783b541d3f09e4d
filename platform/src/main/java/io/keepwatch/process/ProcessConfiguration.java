package io.keepwatch.process;

import io.keepwatch.settings.DataDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProcessConfiguration {

    @Bean
    ChildProcesses childProcesses(DataDirectory directory) {
        var children = new ChildProcesses(directory.folder("run"));
        children.sweep();
        return children;
    }
}
