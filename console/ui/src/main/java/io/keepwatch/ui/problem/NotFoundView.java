package io.keepwatch.ui.problem;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/// An address that leads nowhere.
@ParentLayout(MainLayout.class)
@PermitAll
@PageTitle("Not found")
public final class NotFoundView extends Main implements HasErrorParameter<NotFoundException> {

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        addClassName("kw-page");
        setId("content");
        String path = event.getLocation().getPath();
        String reason = parameter.hasCustomMessage() ? parameter.getCustomMessage() : "There is no page /" + path + ".";
        add(new EmptyState(KwIcon.SEARCH, "Nothing here", reason, new Anchor("", "To the overview")));
        return HttpStatusCode.NOT_FOUND.getCode();
    }
}
