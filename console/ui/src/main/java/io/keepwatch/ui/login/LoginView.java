package io.keepwatch.ui.login;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.keepwatch.ui.element.KwIcon;

/// Signing in. `?error` after a wrong password, `?locked=30` when there were too many and how many seconds to wait.
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Keepwatch")
@AnonymousAllowed
public final class LoginView extends Main implements BeforeEnterObserver {

    private final LoginForm form = new LoginForm();

    public LoginView() {
        addClassName("kw-login");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(words());
        var brand = new H1(KwIcon.LOGO.create(24), new Span("Keepwatch"));
        brand.addClassName("kw-brand");
        var claim = new Paragraph("Watches services and keeps their data.");
        claim.addClassName("kw-t2");
        var hint = new Paragraph("First start? The password of admin was printed once, where Keepwatch was started. "
                + "KEEPWATCH_ADMIN_PASSWORD sets another.");
        hint.addClassNames("kw-login-hint", "kw-t3");
        var card = new Div(brand, claim, form, hint);
        card.addClassName("kw-login-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        parameters.getSingleParameter("locked").ifPresent(seconds -> form.showErrorMessage("Too many attempts",
                seconds.matches("\\d{1,5}") ? "Try again in " + seconds + " s." : "Try again in a minute."));
        if (parameters.getParameters().containsKey("error")) {
            form.setError(true);
        }
    }

    private static LoginI18n words() {
        var words = LoginI18n.createDefault();
        words.getForm().setTitle("Sign in");
        words.getForm().setUsername("User");
        words.getForm().setPassword("Password");
        words.getForm().setSubmit("Sign in");
        words.getErrorMessage().setTitle("That user and password do not match");
        words.getErrorMessage().setMessage("Check both and try again.");
        return words;
    }
}
