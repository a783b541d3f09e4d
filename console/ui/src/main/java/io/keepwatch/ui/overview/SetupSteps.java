package io.keepwatch.ui.overview;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.Glyph;

/// What to do while no service has sent anything: where to send, and how the usual SDKs are told.
final class SetupSteps extends Section {

    SetupSteps(OtlpAddress otlp) {
        addClassNames("kw-card", "kw-setup");
        getElement().setAttribute("aria-label", "First steps");
        var title = new H2("Send your first trace");
        title.addClassName("kw-sentence");
        add(title, new Paragraph("Keepwatch takes OpenTelemetry. Point a service's SDK or a collector at it; nothing is to be configured here."));
        add(new H3("1  Where to send"), endpoint("OTLP over HTTP", otlp.http()), endpoint("OTLP over gRPC", otlp.grpc()));
        add(new H3("2  Tell the service"), languages(otlp));
        if (otlp.needsToken()) {
            add(new Paragraph("This receiver asks for its token (KEEPWATCH_OTLP_TOKEN): put it in place of TOKEN."));
        }
        var waiting = new Div(Glyph.RUNNING.decorative(), new Span("Waiting for the first spans. This page shows the service as soon as they are here."));
        waiting.addClassNames("kw-status", "kw-setup-waiting");
        waiting.getElement().setAttribute("role", "status");
        add(new H3("3  Start it"), waiting);
    }

    private static Div endpoint(String name, String address) {
        var label = new Span(name);
        label.addClassName("kw-t2");
        var line = new Div(label, new Code(address), new CopyButton(address, name + " endpoint"));
        line.addClassNames("kw-row", "kw-setup-endpoint");
        return line;
    }

    private static TabSheet languages(OtlpAddress otlp) {
        String token = otlp.needsToken() ? "export OTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer TOKEN\"\n" : "";
        String common = "export OTEL_SERVICE_NAME=my-service\nexport OTEL_EXPORTER_OTLP_ENDPOINT=" + otlp.http()
                + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\n" + token;
        var sheet = new TabSheet();
        sheet.add(new Tab("Java"), code(common + "java -javaagent:opentelemetry-javaagent.jar -jar my-service.jar"));
        sheet.add(new Tab("JavaScript"), code("npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node\n" + common
                + "node --require @opentelemetry/auto-instrumentations-node/register app.js"));
        sheet.add(new Tab("Python"), code("pip install opentelemetry-distro opentelemetry-exporter-otlp\nopentelemetry-bootstrap -a install\n" + common
                + "opentelemetry-instrument python app.py"));
        sheet.add(new Tab("Collector"), code("exporters:\n  otlphttp:\n    endpoint: " + otlp.http()
                + (token.isEmpty() ? "" : "\n    headers: {Authorization: \"Bearer TOKEN\"}")));
        return sheet;
    }

    private static Div code(String text) {
        var pre = new Pre(text);
        pre.addClassName("kw-code");
        var block = new Div(pre, new CopyButton(text, "commands"));
        block.addClassName("kw-setup-code");
        return block;
    }
}
