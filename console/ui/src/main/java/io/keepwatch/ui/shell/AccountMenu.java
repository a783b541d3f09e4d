package io.keepwatch.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.keepwatch.ui.element.KwIcon;
import java.util.Locale;

/// Who is signed in, with which role, and the way out.
final class AccountMenu extends Div {

    AccountMenu(AuthenticationContext authentication) {
        String name = authentication.getPrincipalName().orElse("nobody");
        var button = new Button(initials(name));
        button.addClassNames("kw-top-button", "kw-account");
        button.setId("account");
        button.setAriaLabel(initials(name) + ", account of " + name);
        var popover = new Popover();
        popover.setTarget(button);
        popover.setModal(true);
        popover.setAutofocus(true);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setRole("dialog");
        popover.setAriaLabel("Account");
        var who = new Span(name);
        who.addClassName("kw-strong");
        var role = new Span("Role " + roles(authentication));
        role.addClassName("kw-t3");
        var out = new Button("Sign out", KwIcon.EXIT.create(), event -> authentication.logout());
        out.setId("sign-out");
        var password = new Anchor("settings/password", "Change the password");
        password.addClassName("kw-account-link");
        var panel = new Div(who, role, password, out);
        panel.addClassName("kw-account-panel");
        popover.add(panel);
        add(button, popover);
    }

    private static String roles(AuthenticationContext authentication) {
        var roles = authentication.getGrantedRoles().stream().map(role -> role.toLowerCase(Locale.ROOT)).sorted().toList();
        return roles.isEmpty() ? "none" : String.join(", ", roles);
    }

    private static String initials(String name) {
        String letters = name.replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.substring(0, Math.min(2, letters.length())).toUpperCase(Locale.ROOT);
    }
}
