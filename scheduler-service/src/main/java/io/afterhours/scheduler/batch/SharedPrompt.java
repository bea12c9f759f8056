package io.afterhours.scheduler.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prompt of a batch: what the members' prompts begin with alike comes first and once, then each member's own.
 */
public final class SharedPrompt {
    private SharedPrompt() {}

    /**
     * A member as the agent is asked for it.
     *
     * @param accept the command that proves it; absent where it has none
     */
    public record Task(
            String id,
            String title,
            String prompt,
            @Nullable String accept) {}

    /** The prompt for all of the tasks. */
    public static String of(List<Task> tasks) {
        var shared = sharedParagraphs(tasks);
        var prompt = new StringBuilder("Do these %d tasks in one go, in this order. ".formatted(tasks.size()))
                .append("Each is judged by itself: finish and commit one before you begin the next, ")
                .append("and go on with the others when one cannot be done.\n");
        if (!shared.isEmpty()) {
            prompt.append("\n## For all of them\n\n").append(shared.strip()).append("\n");
        }
        for (int i = 0; i < tasks.size(); i++) {
            var task = tasks.get(i);
            var own = task.prompt().substring(shared.length()).strip();
            prompt.append("\n## Task %d of %d: %s (%s)\n\n".formatted(i + 1, tasks.size(), task.title(), task.id()));
            prompt.append(own.isEmpty() ? task.title() : own).append('\n');
            if (task.accept() != null) {
                prompt.append("\nIt is done when this command succeeds: ")
                        .append(task.accept())
                        .append('\n');
            }
        }
        return prompt.toString();
    }

    /** The paragraphs that all prompts begin with, as they stand. */
    private static String sharedParagraphs(List<Task> tasks) {
        var first = tasks.getFirst().prompt();
        var end = 0;
        for (var next = paragraphEnd(first, 0); next > end; next = paragraphEnd(first, next)) {
            var lead = first.substring(0, next);
            if (!tasks.stream().allMatch(each -> each.prompt().startsWith(lead))) {
                break;
            }
            end = next;
        }
        return first.substring(0, end);
    }

    /** Where the paragraph that begins there ends, its empty line included; the beginning itself where no further one ends. */
    private static int paragraphEnd(String text, int from) {
        var at = text.indexOf("\n\n", from);
        return at < 0 ? from : at + 2;
    }
}
