package io.afterhours.foundation.config;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Stops the start on a key under {@code afterhours.} that no feature knows, and says which one was probably meant. */
@ApplicationScoped
public class KeyCheck {
    private static final Logger LOG = Logger.getLogger(KeyCheck.class);
    private static final String OURS = "afterhours.";

    /** Keys that are read one by one, and those of the command line and the front door, which share the environment. */
    private static final Set<String> OTHERS = Set.of(
            "afterhours.outbox.relay",
            "afterhours.outbox.streams",
            "afterhours.state",
            "afterhours.url",
            "afterhours.token",
            "afterhours.root");

    private final Config config;
    private final BeanManager beans;

    KeyCheck(Config config, BeanManager beans) {
        this.config = config;
        this.beans = beans;
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        var known = known();
        for (var name : config.getPropertyNames()) {
            if (name.startsWith(OURS) && known.stream().noneMatch(pattern -> fits(pattern, name))) {
                refuse(name, known);
            }
        }
        var environment = known.stream().map(KeyCheck::asVariable).collect(Collectors.toSet());
        for (var variable : System.getenv().keySet()) {
            if (variable.startsWith("AFTERHOURS_")
                    && environment.stream().noneMatch(pattern -> fitsVariable(pattern, variable))) {
                refuse(variable, environment);
            }
        }
    }

    private Set<String> known() {
        var names = new TreeSet<>(OTHERS);
        for (var bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            for (var type : bean.getTypes()) {
                if (type instanceof Class<?> mapping && mapping.isAnnotationPresent(ConfigMapping.class)) {
                    names.addAll(ConfigMappings.getProperties(ConfigClass.configClass(mapping))
                            .keySet());
                }
            }
        }
        return names;
    }

    private static void refuse(String name, Set<String> known) {
        var message = "unknown configuration key " + name + ", did you mean " + nearest(name, known) + "?";
        LOG.error(message);
        throw new IllegalStateException(message);
    }

    static String nearest(String name, Set<String> known) {
        var distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(java.util.Comparator.comparing(candidate -> distance.apply(name, candidate)))
                .orElse(name);
    }

    /** Whether a name fits a known one, in which {@code *} stands for a map's key and {@code [*]} for a list's index. */
    static boolean fits(String pattern, String name) {
        var regex = java.util.regex.Pattern.quote(pattern)
                .replace("[*]", "\\E\\[\\d+\\]\\Q")
                .replace("*", "\\E(\"[^\"]+\"|[^.]+)\\Q");
        return name.matches(regex) || name.replaceAll("\\[\\d+\\]$", "").matches(regex);
    }

    private static boolean fitsVariable(String pattern, String variable) {
        return variable.matches(java.util.regex.Pattern.quote(pattern).replace("*", "\\E.+\\Q"));
    }

    private static String asVariable(String name) {
        return name.replace("[*]", "_*").replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }
}
