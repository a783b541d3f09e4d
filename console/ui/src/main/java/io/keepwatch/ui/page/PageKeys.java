package io.keepwatch.ui.page;

import com.vaadin.flow.component.Component;
import java.util.ArrayList;
import java.util.List;

/// The keys of the page that is open, beside those of the frame. `?` lists both.
public final class PageKeys {

    /// @param key   as `KeyboardEvent.key` names it, in lower case: `x`, `enter`, `1`; two keys one after the other: `g s`;
    ///              of keys held together only `ctrl enter`, others are listed and left to the field that has them
    /// @param words what it does: "traces of this service"
    public record Binding(String key, String words, Runnable action) {}

    private final List<Binding> bindings = new ArrayList<>();
    private Runnable onChange = () -> {};

    /// Binds a key while `owner` is attached.
    public void bind(Component owner, String key, String words, Runnable action) {
        var binding = new Binding(key, words, action);
        owner.addAttachListener(event -> add(binding));
        owner.addDetachListener(event -> {
            bindings.remove(binding);
            onChange.run();
        });
        if (owner.isAttached()) {
            add(binding);
        }
    }

    public List<Binding> bindings() {
        return List.copyOf(bindings);
    }

    public void press(String key) {
        bindings().reversed().stream().filter(binding -> binding.key().equals(key)).findFirst()
                .ifPresent(binding -> binding.action().run());
    }

    /// For the frame, which tells the browser.
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    private void add(Binding binding) {
        bindings.add(binding);
        onChange.run();
    }
}
