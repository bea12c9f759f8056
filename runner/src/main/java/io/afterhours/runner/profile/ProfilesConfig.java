package io.afterhours.runner.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents that this runner can start, by name. */
@ConfigMapping(prefix = "afterhours.profiles")
public interface ProfilesConfig {
    @WithParentName
    Map<String, Settings> profiles();

    /** One profile. */
    interface Settings {
        /** Which reader understands its output: {@code shell} or {@code claude}. */
        Reader reader();

        /** The program and its fixed arguments; {@code {prompt-file}} as one of them is the file with the prompt. */
        List<String> command();

        /** Names of variables that are passed on from the runner's own environment; all others are not. */
        @WithDefault("PATH,HOME,USER,LOGNAME,SHELL,LANG,LC_ALL,TZ,TERM,TMPDIR,JAVA_HOME,MAVEN_OPTS,NODE_PATH,"
                + "SSL_CERT_FILE,SSL_CERT_DIR")
        List<String> environment();

        /** Further names, for what one agent needs, e.g. its API key. */
        Optional<List<String>> secrets();

        /** How long an attempt may run where the build does not say. */
        @WithDefault("PT1H")
        Duration wallClock();

        /** How long it may be silent. */
        @WithDefault("PT20M")
        Duration idle();

        /** How many bytes it may print before it is stopped. */
        @WithDefault("1000000000")
        long output();

        /** Longest line in bytes that is read. */
        @WithDefault("1000000")
        int line();

        /** Time between the request to end and the kill. */
        @WithDefault("PT10S")
        Duration grace();
    }

    /** Who reads the output. */
    enum Reader {
        SHELL,
        CLAUDE
    }
}
