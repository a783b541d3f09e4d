package io.keepwatch.ui.problem;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import io.keepwatch.ui.element.ErrorState;
import io.keepwatch.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A page that failed while it was opened. The number stands in the log beside the cause.
@ParentLayout(MainLayout.class)
@PermitAll
@PageTitle("Failed")
public final class FailedView extends Main implements HasErrorParameter<Exception> {

    private static final Logger LOG = LoggerFactory.getLogger(FailedView.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Cannot open page /{} ({})", event.getLocation().getPath(), number, parameter.getException());
        addClassName("kw-page");
        setId("content");
        add(new ErrorState("This page cannot be shown",
                "Taking in telemetry is not touched. The log says why, beside the number " + number + ".",
                () -> UI.getCurrent().getPage().reload()));
        return HttpStatusCode.INTERNAL_SERVER_ERROR.getCode();
    }
}
