package io.keepwatch.ui.problem;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/// A page that needs a role the person does not have.
@ParentLayout(MainLayout.class)
@PermitAll
@PageTitle("Not allowed")
public final class ForbiddenView extends Main implements HasErrorParameter<AccessDeniedException> {

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
        addClassName("kw-page");
        setId("content");
        add(new EmptyState(KwIcon.LOCK, "Your role does not open this page",
                "/" + event.getLocation().getPath() + " needs another role. An administrator can give it to you."));
        return HttpStatusCode.FORBIDDEN.getCode();
    }
}
