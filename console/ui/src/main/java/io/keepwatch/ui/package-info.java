/// Owns the console. A feature's page is a package of its own below this one; what pages share is beside them:
///
/// - `page`: [io.keepwatch.ui.page.PageContext], the time range and the URL of a browser tab, reading in the background
/// - `element`: cards with their states, badges, icons, glyphs, sparklines
/// - `chart`, `waterfall`, `graph`: the larger pictures
/// - `format`: how numbers and times are written
/// - `shell`: the frame around every page, made of the pages' `@Menu`
///
/// `docs/recipes/add-a-page.md` shows a page whole.
@NullMarked
package io.keepwatch.ui;

import org.jspecify.annotations.NullMarked;
