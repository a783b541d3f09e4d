package io.keepwatch.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.ApiToken;
import io.keepwatch.access.ApiTokens;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.User;
import io.keepwatch.access.Users;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may use Keepwatch: people with passwords, programs with tokens.
@Route("settings/access")
@PageTitle("Access")
@Menu(title = "Access", icon = "key", order = NavOrder.SETTINGS)
@RolesAllowed("ADMIN")
@StyleSheet("context://kw/kw-settings.css")
final class AccessView extends Main {

    private final PageContext page;
    private final Users users;
    private final ApiTokens tokens;
    private final CurrentActor actor;
    private final Grid<User> userGrid = new Grid<>();
    private final Grid<ApiToken> tokenGrid = new Grid<>();
    private final DataCard userCard;
    private final DataCard tokenCard;
    private final Div detailPlace = new Div();
    private final DataCard detail;

    AccessView(PageContext page, Users users, ApiTokens tokens, CurrentActor actor) {
        this.page = page;
        this.users = users;
        this.tokens = tokens;
        this.actor = actor;
        buildUsers();
        buildTokens();
        userCard = new DataCard(page, "Users").action(adds("New user", "user")).flush().with(userGrid);
        tokenCard = new DataCard(page, "API tokens").action(adds("New token", "token")).flush().with(tokenGrid);
        detail = new DataCard(page, "Choose").with(detailPlace);
        detail.addClassNames("kw-settings-detail", "kw-fill");
        setId("content");
        addClassNames("kw-page", "kw-fixed", "kw-settings-split");
        var left = new Div(userCard, tokenCard);
        left.addClassName("kw-col");
        var right = new Div(detail);
        right.addClassName("kw-col");
        add(left, right);
        page.onChange(this, why -> {
            if (!why.quiet()) { // a form that is being filled is not taken away
                showChosen();
            }
            load(why);
        });
    }

    private void buildUsers() {
        dress(userGrid, "Users");
        userGrid.addColumn(LitRenderer.<User>of("<span class=${item.tone}>${item.name}</span>")
                .withProperty("name", User::name).withProperty("tone", user -> user.disabled() ? "kw-t3" : "kw-strong")).setHeader("Name").setFlexGrow(2).setKey("name");
        userGrid.addColumn(user -> user.role().word()).setHeader("Role").setFlexGrow(1).setKey("role");
        userGrid.addColumn(status(user -> user.disabled() ? "stale" : "ok", user -> user.disabled() ? "disabled" : "may sign in")).setHeader("State").setFlexGrow(1).setKey("state");
        userGrid.addColumn(user -> time(user.createdAt())).setHeader("Created").setFlexGrow(1).setKey("created");
        userGrid.addColumn(user -> time(user.passwordChangedAt())).setHeader("Password set").setFlexGrow(1).setKey("password");
        userGrid.asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                choose(AccessChoice.USER, event.getValue().name());
            }
        });
    }

    private void buildTokens() {
        dress(tokenGrid, "API tokens");
        tokenGrid.addColumn(LitRenderer.<ApiToken>of("<span class=${item.tone}>${item.name}</span>").withProperty("name", ApiToken::name)
                .withProperty("tone", token -> token.usableAt(page.now()) ? "kw-strong" : "kw-t3")).setHeader("Name").setFlexGrow(2).setKey("name");
        tokenGrid.addColumn(token -> token.role().word()).setHeader("Role").setFlexGrow(1).setKey("role");
        tokenGrid.addColumn(status(token -> TokenStates.glyph(token, page.now()), token -> TokenStates.words(token, page.now())))
                .setHeader("State").setFlexGrow(1).setKey("state");
        tokenGrid.addColumn(ApiToken::createdBy).setHeader("Created by").setFlexGrow(1).setKey("by");
        tokenGrid.addColumn(token -> time(token.expiresAt())).setHeader("Expires").setFlexGrow(1).setKey("expires");
        tokenGrid.addColumn(token -> time(token.lastUsedAt())).setHeader("Last used").setFlexGrow(1).setKey("used");
        tokenGrid.asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                choose(AccessChoice.TOKEN, event.getValue().id());
            }
        });
    }

    private static <T> LitRenderer<T> status(ValueProvider<T, ?> glyph, ValueProvider<T, ?> words) {
        return LitRenderer.<T>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph><span class=\"kw-t2\">${item.words}</span></span>")
                .withProperty("glyph", glyph).withProperty("words", words);
    }

    private static void dress(Grid<?> grid, String name) {
        grid.addThemeName("kw");
        grid.setSizeFull();
        grid.getElement().setAttribute("aria-label", name);
    }

    private Button adds(String words, String what) {
        var button = new Button(words, KwIcon.PLUS.create(14), event -> choose(AccessChoice.NEW, what));
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    private void choose(String parameter, String value) {
        AccessChoice.choose(page, parameter, value);
        showChosen();
    }

    private void load(PageChange why) {
        userCard.load(why, users::all, all -> {
            userGrid.setItems(all);
            userCard.describe(Format.count(all.size(), "user"));
            page.parameter(AccessChoice.USER).flatMap(name -> all.stream().filter(user -> user.name().equals(name)).findFirst()).ifPresent(userGrid::select);
        });
        tokenCard.load(why, tokens::all, this::showTokens);
    }

    private void showTokens(List<ApiToken> all) {
        tokenGrid.setItems(all);
        long usable = all.stream().filter(token -> token.usableAt(page.now())).count();
        tokenCard.describe(Format.count(usable) + " valid of " + Format.count(all.size()));
        if (all.isEmpty()) {
            tokenCard.empty(new EmptyState(KwIcon.KEY, "No tokens", "Programs that use the HTTP APIs sign in with one."));
        }
        page.parameter(AccessChoice.TOKEN).flatMap(id -> all.stream().filter(token -> token.id().equals(id)).findFirst()).ifPresent(tokenGrid::select);
    }

    private void showChosen() {
        Optional<User> user = page.parameter(AccessChoice.USER).flatMap(users::find);
        Optional<ApiToken> token = page.parameter(AccessChoice.TOKEN).flatMap(id -> tokens.all().stream().filter(one -> one.id().equals(id)).findFirst());
        if (user.isEmpty()) {
            userGrid.deselectAll();
        }
        if (token.isEmpty()) {
            tokenGrid.deselectAll();
        }
        if (user.isPresent()) {
            show(user.get().name(), UserForm.change(user.get(), page, users, actor, this::changed));
        } else if (token.isPresent()) {
            show(token.get().name(), TokenForm.show(token.get(), page, tokens, actor, this::changed));
        } else if (page.parameter(AccessChoice.NEW, "").equals("user")) {
            show("New user", UserForm.create(users, actor, () -> load(PageChange.TICK)));
        } else if (page.parameter(AccessChoice.NEW, "").equals("token")) {
            show("New API token", TokenForm.create(page, tokens, actor, () -> load(PageChange.TICK)));
        } else {
            detail.setTitle("Detail");
            detail.empty(new EmptyState(KwIcon.USER, "Nobody is chosen", "Choose a user or a token, or create one."));
        }
    }

    private void show(String title, Component form) {
        detail.setTitle(title);
        detailPlace.removeAll();
        detailPlace.add(form);
        detail.content();
    }

    private void changed() {
        showChosen();
        load(PageChange.TICK);
    }

    private String time(@Nullable Instant at) {
        return at == null ? "never" : new TimeFormat(page.zone()).near(at, page.now());
    }
}
