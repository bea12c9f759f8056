package io.afterhours.contracts;

import java.util.Locale;
import java.util.regex.Pattern;

/** What tools put around the name of a model, and the name without it. */
public final class ModelName {
    private static final Pattern WINDOW = Pattern.compile("\\[\\d+[km]]$");

    /** Only behind Bedrock's prefix: elsewhere such an end is part of the name, as in {@code deepseek-v3}. */
    private static final Pattern BEDROCK_VERSION = Pattern.compile("(-v\\d+)?(:\\d+)?$");

    private static final Pattern DATE = Pattern.compile("[-@](\\d{8}|\\d{4}-\\d{2}-\\d{2})$");
    private static final Pattern PROVIDER = Pattern.compile(
            "^(.*/)?((us|us-gov|eu|apac|jp|au|ca|global)\\.)?(?<bedrock>(anthropic|openai|google)\\.)?");

    private ModelName() {}

    /** The name in small letters without the provider in front of it. */
    public static String ofProvider(String name) {
        return PROVIDER.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    }

    /** The same without a window, and without the version that Bedrock puts behind it. */
    public static String dated(String name) {
        var provider = PROVIDER.matcher(name.strip().toLowerCase(Locale.ROOT));
        var isBedrocks = provider.lookingAt() && provider.group("bedrock") != null;
        var dated = WINDOW.matcher(provider.replaceFirst("")).replaceFirst("");
        return isBedrocks ? BEDROCK_VERSION.matcher(dated).replaceFirst("") : dated;
    }

    /** The same without a date. */
    public static String bare(String name) {
        return DATE.matcher(dated(name)).replaceFirst("");
    }
}
