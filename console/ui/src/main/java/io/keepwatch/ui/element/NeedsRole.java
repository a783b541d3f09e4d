package io.keepwatch.ui.element;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import java.util.Locale;

/// A control that a person may see but not use: shown, disabled, and its tooltip names the role it needs. The server
/// still checks the role where the action is done.
public final class NeedsRole {

    private NeedsRole() {}

    public static Button guard(Button button, Actor actor, Role role) {
        if (!actor.role().includes(role)) {
            button.setEnabled(false);
            button.setTooltipText("needs role " + role.word());
        }
        return button;
    }

    /// @param role as in `@RolesAllowed`: "OPERATOR"
    public static Button guard(Button button, AuthenticationContext authentication, String role) {
        if (!authentication.hasRole(role)) {
            button.setEnabled(false);
            button.setTooltipText("needs role " + role.toLowerCase(Locale.ROOT));
        }
        return button;
    }
}
