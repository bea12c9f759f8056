package io.afterhours.scheduler.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds commands and statements of SQL, in programs and in prose. */
final class CommandsInText {
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\w./$~-])(?:sudo\\s+)?(?:rm|rmdir|shred|dd|mkfs(?:\\.\\w+)?|wipefs|fdisk|parted|git|terraform"
                    + "|tofu|pulumi|kubectl|helm|docker|docker-compose|podman|aws|gcloud|az|doctl|gsutil|rclone|redis-cli|chmod|chown|find|dropdb|npm|yarn|pnpm"
                    + "|cargo|twine|poetry|uv|gem|gh|mvn|\\./mvnw|gradle|\\./gradlew|curl|wget|mail|mailx|sendmail|mutt|vercel|netlify|heroku|flyctl|fly|firebase"
                    + "|wrangler|ufw|iptables|crontab|userdel|shutdown|reboot|rsync|Remove-Item|mv|apt|apt-get|yum|dnf|brew)(?=\\s)");
    private static final Pattern SQL =
            Pattern.compile("\\bDROP\\s+(?:TABLE|DATABASE|SCHEMA)\\b(?:\\s+(?:IF EXISTS\\s+)?[\\w.]+)?"
                    + "|\\bTRUNCATE\\s+(?:TABLE\\s+)?[\\w.]+"
                    + "|\\b(?:DELETE\\s+FROM\\s+[\\w.]+|UPDATE\\s+[\\w.]+\\s+SET\\b[^;.]*?)(?=\\s*(?:;|$|[,.]|\\bon\\b|\\bin\\b))"
                    + "|\\b[Dd]rop\\s+(?:table|database|schema)\\s+(?:if exists\\s+)?[\\w.]+\\s*;|\\bdropDatabase\\(\\)|\\bdb\\.dropDatabase\\b"
                    + "|:\\(\\)\\s*\\{\\s*:\\|:|>\\s*/dev/(?:sd|nvme|disk)\\w+");

    /** Where none of these is, {@link #SQL} finds nothing; it is tried at every letter, and most texts have none. */
    private static final List<String> SIGNS_OF_SQL =
            List.of("DROP", "TRUNCATE", "DELETE", "UPDATE", "rop", ":(", "/dev/");

    private static final Pattern FENCE = Pattern.compile("```([\\w-]*)[^\\n]*\\n(.*?)(?:```|\\z)", Pattern.DOTALL);

    /** The labels of fenced blocks that are read as the text around them is. */
    private static final Set<String> PROSE = Set.of("text", "txt", "md", "markdown", "plain", "plaintext");

    /** A line of a block without a label that is no prose: a command, a line of a log, or code by its signs. */
    private static final Pattern PROGRAM_LINE = Pattern.compile(
            "^\\s*(?:[$%>]\\s|\\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\\b|\\[?\\d{4}-\\d\\d-\\d\\d|"
                    + NAME.pattern() + ")|[{}]\\s*$|//|\\w\\(");

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:])\\s+|\\n+");

    private final Lexicon lexicon;
    private final CommandRules rules;

    CommandsInText(Lexicon lexicon, Places places) {
        this.lexicon = lexicon;
        this.rules = new CommandRules(places);
    }

    /** Prose without those fenced blocks that are a program, and without what stresses its words. */
    static String prose(String text) {
        return Emphasis.without(text.contains("```") ? FENCE.matcher(text).replaceAll(CommandsInText::proseOf) : text);
    }

    private static String proseOf(MatchResult fence) {
        var label = fence.group(1).toLowerCase(Locale.ROOT);
        var content = fence.group(2);
        if (label.isEmpty()) {
            content = content.lines()
                    .filter(line -> !PROGRAM_LINE.matcher(line).find())
                    .collect(Collectors.joining("\n"));
        } else if (!PROSE.contains(label)) {
            return "\n";
        }
        return Matcher.quoteReplacement("\n" + content + "\n");
    }

    /** What a program would do. */
    List<Finding> inProgram(String program) {
        var findings = new ArrayList<Finding>();
        var told = new StringBuilder();
        for (var command : ShellCommands.of(program)) {
            rules.judge(command).ifPresent(findings::add);
            if (!command.getFirst().matches("echo|printf|grep|rg|git|cat|sed|awk")) {
                told.append(String.join(" ", command)).append(";\n");
            }
        }
        findings.addAll(statements(told.toString()));
        return findings;
    }

    /** What a text has run; a sentence that is about a command does not run it. */
    List<Finding> inProse(String text) {
        var findings = new ArrayList<Finding>();
        var fences = FENCE.matcher(text);
        while (fences.find()) {
            if (fences.group(1).matches("|sh|bash|shell|console|zsh|sql")) {
                findings.addAll(inProgram(fences.group(2)));
            }
        }
        for (var sentence : SENTENCE_END.split(prose(text).replace('`', ' '), -1)) {
            var found = commands(sentence);
            found.addAll(statements(sentence));
            if (!found.isEmpty() && (NAME.matcher(sentence.strip()).lookingAt() || !isAbout(sentence))) {
                findings.addAll(found);
            }
        }
        return findings;
    }

    private boolean isAbout(String sentence) {
        var tokens = Tokens.sentences(sentence);
        return !tokens.isEmpty() && Deeds.namesOnly(Phrases.joined(tokens.getFirst(), lexicon), lexicon);
    }

    private List<Finding> commands(String sentence) {
        var findings = new ArrayList<Finding>();
        var names = NAME.matcher(sentence);
        while (names.find()) {
            ShellCommands.of(sentence.substring(names.start()).replace("'", "").replace("\"", "")).stream()
                    .findFirst()
                    .map(CommandsInText::untilTheNext)
                    .flatMap(rules::judge)
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static List<String> untilTheNext(List<String> words) {
        return words.stream()
                .takeWhile(each -> !each.matches("and|then|und|dann"))
                .toList();
    }

    private static List<Finding> statements(String text) {
        for (var sign : SIGNS_OF_SQL) {
            if (text.contains(sign)) {
                return SQL.matcher(text)
                        .results()
                        .map(each -> new Finding(
                                SafetyCheck.DESTRUCTIVE,
                                List.of(each.group().strip().split("\\s+"))))
                        .toList();
            }
        }
        return List.of();
    }
}
