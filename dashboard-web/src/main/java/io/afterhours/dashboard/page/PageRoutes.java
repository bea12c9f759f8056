package io.afterhours.dashboard.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Serves the one document under every address that is a page, so that each can be opened, reloaded and kept. */
@ApplicationScoped
public class PageRoutes {
    /** After the gate, which stands at -10,000, and before the files. */
    private static final int EARLY = -5_000;

    private static final String PAGES =
            "^/(|queue(/numbers|/waits)?/?|plan/?|inbox(/.*)?|builds/.+|sessions/.+|policies(/.*)?|agents/?|cost/?|more/?|prices(/.*)?|calibration/?|simulation/?"
                    + "|safety/?|audit/?|quarantine/?|login/?|index\\.html)$";

    /** Neither a file nor an interface for programs: the pages say that there is none. */
    private static final String LOST = "^/(?!api(/|$)|q(/|$))[^.]*$";

    private final Buffer page = read();

    void register(@Observes Router router) {
        router.routeWithRegex(HttpMethod.GET, PAGES).order(EARLY).handler(this::page);
        router.routeWithRegex(HttpMethod.GET, LOST).order(EARLY + 1).handler(this::lost);
        router.routeWithRegex(HttpMethod.GET, "^/assets/.*").order(EARLY).handler(PageRoutes::keep);
    }

    private void page(RoutingContext context) {
        var _ = context.response()
                .putHeader("Content-Type", "text/html;charset=utf-8")
                .putHeader("Cache-Control", "no-cache")
                .end(page);
    }

    /** For a browser, which shows a person what it gets; a program is told by a problem, as everywhere. */
    private void lost(RoutingContext context) {
        var accepted = context.request().getHeader("Accept");
        if (accepted == null || !accepted.contains("text/html")) {
            context.next();
            return;
        }
        context.response().setStatusCode(404);
        page(context);
    }

    /** A file under {@code assets} has its content's hash in its name. */
    private static void keep(RoutingContext context) {
        context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
        context.next();
    }

    private static Buffer read() {
        try (var document =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources/index.html")) {
            if (document == null) {
                throw new IllegalStateException(
                        "The pages were not built: run `./mvnw -pl dashboard-web package` without -Dexec.skip.");
            }
            return Buffer.buffer(document.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
