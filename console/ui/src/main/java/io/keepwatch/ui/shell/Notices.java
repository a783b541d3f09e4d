package io.keepwatch.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.VaadinSession;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.NoticeSource.Notice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The troubles that stand above every page, or above those they belong to, until they are over or somebody puts them away.
final class Notices extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int MOST = 2;

    private final PageContext page;
    private final List<NoticeSource> sources;
    private final boolean mends;
    private List<Notice> all = List.of();
    private List<Notice> shown = List.of();

    /// @param mends whether the person may do something about troubles; who may not can put each away
    Notices(PageContext page, List<NoticeSource> sources, boolean mends) {
        this.page = page;
        this.sources = sources;
        this.mends = mends;
        addClassName("kw-notices");
        getElement().setAttribute("role", "region").setAttribute("aria-label", "Troubles");
        page.onHeartbeat(this, now -> read());
        page.onChange(this, why -> show(all));
        addAttachListener(event -> read());
    }

    void read() {
        page.read(this, "troubles", () -> sources.stream().flatMap(source -> source.notices().stream()).toList(), this::show,
                problem -> LOG.warn("Cannot look for troubles", problem));
    }

    private void show(List<Notice> found) {
        all = found;
        List<Notice> wanted = found.stream().filter(notice -> notice.isFor(page.path()) && !dismissed().contains(notice.id())).toList();
        if (wanted.equals(shown)) {
            return; // the focus stays where it is, and nothing is read out twice
        }
        shown = wanted;
        removeAll();
        wanted.stream().limit(MOST).forEach(notice -> add(bar(notice)));
        if (wanted.size() > MOST) {
            var more = new Div(new Span("and " + (wanted.size() - MOST) + " more"));
            more.addClassNames("kw-t2", "kw-small");
            add(more);
        }
    }

    private Div bar(Notice notice) {
        var title = new Span(notice.title());
        title.addClassName("kw-strong");
        var detail = new Span(notice.detail());
        detail.addClassNames("kw-t2", "kw-ellipsis");
        detail.setTitle(notice.detail());
        Glyph glyph = notice.critical() ? Glyph.CRITICAL : Glyph.WARNING;
        var way = new Anchor(page.link(notice.address()), notice.link());
        way.addClassName("kw-push");
        var bar = new Div(glyph.create(), title, detail, way);
        bar.addClassNames("kw-notice", notice.critical() ? "crit" : "warn");
        bar.getElement().setAttribute("role", "status");
        if (notice.dismissable() || !mends) {
            var close = new NativeButton("", event -> {
                dismissed().add(notice.id());
                show(all);
            });
            close.add(KwIcon.CLOSE.create(14));
            close.addClassName("kw-icon-button");
            close.getElement().setAttribute("aria-label", "Put away until the next sign-in: " + notice.title());
            bar.add(close);
        }
        return bar;
    }

    private static Set<String> dismissed() {
        VaadinSession session = VaadinSession.getCurrent();
        var known = session.getAttribute(Dismissed.class);
        if (known == null) {
            known = new Dismissed(new HashSet<>());
            session.setAttribute(Dismissed.class, known);
        }
        return known.ids();
    }

    /// For as long as the person is signed in.
    private record Dismissed(Set<String> ids) {}
}
