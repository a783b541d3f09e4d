package io.keepwatch.demo;

import io.keepwatch.access.Actor;
import io.keepwatch.ui.overview.DemoSwitch;
import java.util.List;
import java.util.Optional;

/// The demo's switch as the console's Overview wants it.
final class ConsoleSwitch implements DemoSwitch {

    private static final String SERVICE = "quotes-api";

    private final DemoControl control;

    ConsoleSwitch(DemoControl control) {
        this.control = control;
    }

    @Override
    public Demo state() {
        DemoState state = control.state();
        List<Broken> broken = state.broken().stream()
                .flatMap(one -> DemoMode.of(one.mode()).stream().map(mode -> new Broken(Fault.valueOf(mode.name()), one.since()))).toList();
        return new Demo(problem(state), broken, state.missingRows(), SERVICE, DemoBackups.PLAN,
                Optional.ofNullable(state.inbox()).map(DemoState.Program::url).orElse(""));
    }

    private static String problem(DemoState state) {
        if (state.phase() == DemoState.Phase.RUNNING) {
            return "";
        }
        return state.problem() == null ? "The demo is starting" : state.problem();
    }

    @Override
    public String breakIt(Fault fault, Actor actor) {
        return control.breakIt(DemoMode.valueOf(fault.name()), actor);
    }

    @Override
    public String repair(Actor actor) {
        return control.repair(actor);
    }
}
