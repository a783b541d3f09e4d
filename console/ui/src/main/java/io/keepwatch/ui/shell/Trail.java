package io.keepwatch.ui.shell;

import java.util.List;

/// A page that stands below another one tells the way to it and its own name: `Services / quotes-api`.
/// Asked after each navigation; a page that learns its name later calls [MainLayout#retitle].
public interface Trail {

    /// The pages above this one, outermost first.
    List<Crumb> trail();

    /// The page's own name: the one H1.
    String heading();

    record Crumb(String name, String path) {}
}
