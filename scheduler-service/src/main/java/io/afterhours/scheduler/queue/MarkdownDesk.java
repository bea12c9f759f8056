package io.afterhours.scheduler.queue;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.scheduler.calibration.ReportStore;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.markdown.Exported;
import io.afterhours.scheduler.markdown.MarkdownQueue;
import io.afterhours.scheduler.markdown.QueueItem;
import io.afterhours.scheduler.markdown.Standing;
import io.afterhours.scheduler.markdown.Unread;
import io.afterhours.scheduler.planning.Prerequisite;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes builds from Markdown files and writes them back; files are only ever read and written by the caller. */
@ApplicationScoped
public class MarkdownDesk {
    private static final int EXPORTED = 5_000;

    private final Intake intake;
    private final BuildStore store;
    private final QueueStore queue;
    private final Verdicts verdicts;
    private final ReportStore reports;
    private final ControlStore control;

    MarkdownDesk(
            Intake intake,
            BuildStore store,
            QueueStore queue,
            Verdicts verdicts,
            ReportStore reports,
            ControlStore control) {
        this.intake = intake;
        this.store = store;
        this.queue = queue;
        this.verdicts = verdicts;
        this.reports = reports;
        this.control = control;
    }

    /** A build that a line stands for. */
    public record Imported(int line, String id, String title, Verdicts.View verdict) {}

    /** What a line would become, when nothing is to be queued yet. */
    public record Found(int line, String title) {}

    /**
     * What came of a file.
     *
     * @param read how many items were understood, also those that are over or have a build already
     * @param known lines whose builds were queued before
     * @param found lines that would be queued, when asked only to look
     */
    public record Report(
            int read, List<Imported> imported, List<Imported> known, List<Found> found, List<Unread> unread) {}

    /** What came of a file, and the file with states written back. */
    public record Synced(String content, List<Imported> imported, List<Imported> known, List<Unread> unread) {}

    /** Says what of a file would be queued, and what was before. */
    Report look(Handle tx, String markdown, @Nullable String file) {
        var read = MarkdownQueue.read(markdown, control.zone());
        var found = new ArrayList<Found>();
        var known = new HashMap<Integer, Intake.Taken>();
        for (var item : read.fresh().toList()) {
            var request = item.request();
            intake.find(tx, keyOf(file, request), request.kind(), request.title())
                    .ifPresentOrElse(
                            build -> known.put(item.line(), new Intake.Taken(build, false)),
                            () -> found.add(new Found(item.line(), request.title())));
        }
        return new Report(
                read.items().size(), List.of(), shown(tx, new Queued(known, List.of()), false), found, read.unread());
    }

    /** Queues what is new in a file. */
    Report take(Handle tx, String markdown, @Nullable String file, String by) {
        var read = MarkdownQueue.read(markdown, control.zone());
        var queued = queue(tx, read.fresh().toList(), file, by);
        return new Report(
                read.items().size(),
                shown(tx, queued, true),
                shown(tx, queued, false),
                List.of(),
                all(read.unread(), queued.refused()));
    }

    /** Queues what is new in a file, and writes ids, states, ETA and cost back into it. */
    Synced sync(Handle tx, String markdown, @Nullable String file, String by) {
        var read = MarkdownQueue.read(markdown, control.zone());
        var queued = queue(tx, read.fresh().toList(), file, by);
        var builds = new HashMap<Integer, Build>();
        queued.byLine().forEach((line, taken) -> builds.put(line, taken.build()));
        for (var item : read.items()) {
            var id = item.id();
            if (id != null) {
                store.find(tx, BuildId.parse("id", id)).ifPresent(build -> builds.put(item.line(), build));
            }
        }
        var spent = spent(tx, builds.values());
        var standings = new HashMap<Integer, Standing>();
        builds.forEach((line, build) -> standings.put(line, standing(build, spent)));
        var synced = MarkdownQueue.sync(markdown, standings);
        return new Synced(
                synced.content(),
                shown(tx, queued, true),
                shown(tx, queued, false),
                all(all(read.unread(), queued.refused()), synced.disagreements()));
    }

    String export(Handle tx) {
        var builds = queue.list(tx, new BuildFilter(List.of(), null, null, null, null, null, null, EXPORTED));
        var prerequisites = store.prerequisites(tx, builds);
        var spent = spent(tx, builds);
        return MarkdownQueue.export(builds.reversed().stream()
                .map(each -> new Exported(
                        standing(each, spent),
                        request(each, prerequisites.getOrDefault(each.id().number(), List.of()))))
                .toList());
    }

    private record Queued(Map<Integer, Intake.Taken> byLine, List<Unread> refused) {}

    private Queued queue(Handle tx, List<QueueItem> fresh, @Nullable String file, String by) {
        var taken = new HashMap<Integer, Intake.Taken>();
        var refused = new ArrayList<Unread>();
        for (var item : fresh) {
            try {
                taken.put(item.line(), intake.take(tx, completed(item, file, taken), by));
            } catch (InvalidEvent e) {
                refused.add(new Unread(item.line(), item.request().title(), String.valueOf(e.getMessage())));
            }
        }
        return new Queued(taken, refused);
    }

    /**
     * The request with what the document only implies: dependencies on other lines, a workspace relative to the file, and a
     * key, so that the same item of the same file is the same build.
     */
    private static BuildRequested completed(QueueItem item, @Nullable String file, Map<Integer, Intake.Taken> earlier) {
        var request = item.request();
        var dependsOn = new ArrayList<>(request.dependsOn());
        for (var after : item.after()) {
            var before = earlier.get(after.line());
            if (before == null) {
                throw new InvalidEvent("dependsOn", "an item that could be queued", "the item of line " + after.line());
            }
            dependsOn.add(new Dependency(before.build().id().toString(), after.onFailure()));
        }
        return request.with(dependsOn, resolved(file, request.workspace()), keyOf(file, request));
    }

    private static @Nullable String keyOf(@Nullable String file, BuildRequested request) {
        if (request.key() != null || file == null) {
            return request.key();
        }
        var key = "file " + file + " item " + request.title();
        return key.length() <= 200 ? key : null;
    }

    private static @Nullable String resolved(@Nullable String file, @Nullable String workspace) {
        if (file == null || workspace == null) {
            return workspace;
        }
        try {
            var folder = Path.of(file).getParent();
            var path = Path.of(workspace);
            return folder == null || !folder.isAbsolute() || path.isAbsolute()
                    ? workspace
                    : folder.resolve(path).normalize().toString();
        } catch (InvalidPathException e) {
            throw new InvalidEvent("workspace", "a folder", workspace);
        }
    }

    private List<Imported> shown(Handle tx, Queued queued, boolean wanted) {
        var lines = queued.byLine().entrySet().stream()
                .filter(each -> each.getValue().isNew() == wanted)
                .sorted(Map.Entry.comparingByKey())
                .toList();
        var judged = verdicts.of(
                tx, lines.stream().map(each -> each.getValue().build()).toList());
        var imported = new ArrayList<Imported>();
        for (int i = 0; i < lines.size(); i++) {
            var build = lines.get(i).getValue().build();
            imported.add(new Imported(lines.get(i).getKey(), build.id().toString(), build.title(), judged.get(i)));
        }
        return imported;
    }

    private static List<Unread> all(List<Unread> some, List<Unread> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** What builds that are over have cost, nano-dollars by their numbers; those of which that is known. */
    private Map<Long, Long> spent(Handle tx, Collection<Build> builds) {
        return reports.costs(
                tx,
                builds.stream()
                        .filter(each -> each.state().isFinal())
                        .map(each -> each.id().number())
                        .toList());
    }

    private static Standing standing(Build build, Map<Long, Long> spent) {
        var known = spent.get(build.id().number());
        return new Standing(
                build.id().toString(),
                build.state(),
                build.estimate().minutesP50(),
                known == null ? build.estimate().costP50() : known,
                known != null);
    }

    private static BuildRequested request(Build build, List<Prerequisite> prerequisites) {
        return new BuildRequested(
                build.title(),
                build.prompt(),
                build.priority(),
                build.category(),
                build.kind(),
                build.impact(),
                build.effort(),
                build.tags(),
                prerequisites.stream()
                        .map(each -> new Dependency(each.id(), each.onFailure()))
                        .toList(),
                build.blockers(),
                build.agent(),
                build.model(),
                build.workspace(),
                build.accept(),
                build.cap(),
                build.deadline(),
                build.earliestStart(),
                build.key());
    }
}
