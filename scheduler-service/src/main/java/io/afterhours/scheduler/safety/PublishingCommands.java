package io.afterhours.scheduler.safety;

import java.util.Set;
import java.util.regex.Pattern;

/** Which commands do something that other people see or that costs money. */
final class PublishingCommands {
    private static final Pattern LOCAL = Pattern.compile(
            "(?i)(?:https?://)?(?:localhost|127\\.|0\\.0\\.0\\.0|\\[?::1|host\\.docker\\.internal|[\\w-]+\\.local\\b|\\$).*");
    private static final Set<String> SENDING = Set.of(
            "-d",
            "--data",
            "--data-raw",
            "--data-binary",
            "--data-urlencode",
            "--json",
            "-F",
            "--form",
            "-T",
            "--upload-file",
            "--post-data",
            "--post-file");

    private PublishingCommands() {}

    static boolean holds(String name, Arguments arguments) {
        return switch (name) {
            case "npm", "yarn", "pnpm", "cargo", "poetry", "uv", "vsce", "lerna", "flutter", "hatch", "flit", "ovsx" ->
                arguments.has("publish", "deprecate", "yank");
            case "mvn", "mvnw" -> arguments.has("deploy", "release:perform");
            case "gradle", "gradlew" ->
                arguments.words().stream().anyMatch(each -> each.startsWith("publish") && !each.contains("Local"));
            case "twine" -> arguments.has("upload");
            case "gem", "docker", "podman", "helm", "dotnet" -> arguments.has("push");
            case "gh" ->
                arguments.has("release", "issue", "comment")
                        && arguments.has("create", "comment", "close", "edit", "upload");
            case "mail", "mailx", "mutt", "swaks", "sendmail", "msmtp" ->
                arguments.has("-s", "-t", "--to") || arguments.words().stream().anyMatch(each -> each.contains("@"));
            case "curl", "wget", "http", "https" -> sends(arguments);
            case "vercel", "netlify", "heroku", "fly", "flyctl", "firebase", "wrangler", "surge", "eas" ->
                arguments.has("deploy", "--prod", "--production", "submit", "publish");
            case "tweet", "toot", "stripe", "twilio" -> !arguments.words().isEmpty();
            default -> false;
        };
    }

    private static boolean sends(Arguments arguments) {
        var method = false;
        for (int i = 0; i < arguments.words().size(); i++) {
            var each = arguments.words().get(i);
            method |= SENDING.contains(each) || each.matches("(?:-X|--request=|--method=)?(?:POST|PUT|PATCH|DELETE)");
        }
        return method
                && arguments.words().stream()
                        .anyMatch(each ->
                                each.contains("://") && !LOCAL.matcher(each).matches());
    }
}
