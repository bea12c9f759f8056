package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Warning.Code;
import io.afterhours.scheduler.policy.Week.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a policy as a person would before saving it: times at which nothing starts, rows that are in each other's way, and rows
 * that can never count. All of it is allowed; what is wrong is refused by {@link PolicyReader}.
 */
public final class PolicyReview {
    private final Policy policy;
    private final List<Piece> pieces;

    private PolicyReview(Policy policy) {
        this.policy = policy;
        var bands = policy.bands().stream().map(Band::hours).map(Week::spans).toList();
        var quiet = policy.quiet().stream()
                .map(row -> Map.entry(row.level(), Week.spans(row.hours())))
                .toList();
        this.pieces =
                Week.pieces(Stream.concat(bands.stream(), quiet.stream().map(Map.Entry::getValue))
                                .flatMap(List::stream))
                        .stream()
                        .map(span -> new Piece(span, open(bands, span), level(quiet, span)))
                        .toList();
    }

    /**
     * A piece of the week in which nothing changes.
     *
     * @param open the indexes of the bands that are open, in the order of the table
     */
    private record Piece(Span span, List<Integer> open, QuietLevel quiet) {
        boolean hasAsRow(int band) {
            return !open.isEmpty() && open.getFirst() == band;
        }
    }

    private static List<Integer> open(List<List<Span>> bands, Span span) {
        return IntStream.range(0, bands.size())
                .filter(i -> Week.covers(bands.get(i), span))
                .boxed()
                .toList();
    }

    private static QuietLevel level(List<Map.Entry<QuietLevel, List<Span>>> quiet, Span span) {
        return quiet.stream()
                .filter(row -> Week.covers(row.getValue(), span))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .orElse(QuietLevel.NONE);
    }

    /** What is probably not meant, in the order of the document. */
    public static List<Warning> of(Policy policy) {
        var review = new PolicyReview(policy);
        return Stream.of(
                        review.gaps(),
                        review.overlaps(),
                        review.bandsThatNeverCount(),
                        review.admissions(),
                        review.priorities(),
                        review.contextsThatNeverCount())
                .flatMap(each -> each)
                .toList();
    }

    private Stream<Warning> gaps() {
        var gaps = Week.spoken(pieces.stream()
                .filter(each -> each.open().isEmpty())
                .map(Piece::span)
                .toList());
        return gaps.isEmpty()
                ? Stream.empty()
                : Stream.of(new Warning(Code.GAP, "bands", "Nothing starts at these times: no band is open.", gaps));
    }

    private Stream<Warning> overlaps() {
        var pairs = new LinkedHashMap<List<Integer>, List<Span>>();
        for (var piece : pieces) {
            var open = piece.open();
            open.stream()
                    .skip(1)
                    .forEach(later -> pairs.computeIfAbsent(List.of(open.getFirst(), later), _ -> new ArrayList<>())
                            .add(piece.span()));
        }
        return pairs.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().getLast()))
                .filter(each -> counts(each.getKey().getLast()))
                .map(PolicyReview.this::overlap);
    }

    private Warning overlap(Map.Entry<List<Integer>, List<Span>> pair) {
        var first = pair.getKey().getFirst();
        var later = pair.getKey().getLast();
        return new Warning(
                Code.OVERLAP,
                at(later),
                "Both %s and %s are open at these times; %s counts, because it comes first."
                        .formatted(name(first), name(later), name(first)),
                Week.spoken(pair.getValue()));
    }

    private Stream<Warning> bandsThatNeverCount() {
        return indexes()
                .mapToObj(i -> whyNever(i).map(why -> new Warning(Code.NEVER, at(i), why, List.of())))
                .flatMap(Optional::stream);
    }

    private Optional<String> whyNever(int index) {
        var band = policy.bands().get(index);
        if (!counts(index)) {
            return Optional.of("%s never counts: earlier bands are open at all its times (%s)."
                    .formatted(band.name(), inItsWay(index)));
        }
        if (band.slots() == 0) {
            return Optional.of("%s starts nothing: it has no slot.".formatted(band.name()));
        }
        var quiet = leastQuiet(index);
        if (quiet == QuietLevel.HARD) {
            return Optional.of("%s starts nothing: hard quiet hours cover all its times.".formatted(band.name()));
        }
        return quiet == QuietLevel.SOFT && !starts(band, Priority.URGENT)
                ? Optional.of("%s starts nothing: quiet hours cover all its times, and it starts no urgent builds."
                        .formatted(band.name()))
                : Optional.empty();
    }

    private Stream<Warning> admissions() {
        return indexes().boxed().flatMap(i -> {
            var admissions = policy.bands().get(i).admissions();
            return IntStream.range(0, admissions.size())
                    .mapToObj(j -> AdmissionReview.whyUseless(admissions, j)
                            .map(why -> new Warning(
                                    Code.ADMISSION, at(i) + (j == 0 ? "" : ".also[" + (j - 1) + "]"), why, List.of())))
                    .flatMap(Optional::stream);
        });
    }

    private Stream<Warning> priorities() {
        return Stream.of(Priority.values())
                .flatMap(each -> whyNever(each).stream())
                .map(why -> new Warning(Code.PRIORITY, "bands", why, List.of()));
    }

    private Optional<String> whyNever(Priority priority) {
        var atWork = indexes()
                .filter(i -> whyNever(i).isEmpty() && starts(policy.bands().get(i), priority));
        if (atWork.findAny().isEmpty()) {
            return Optional.of("No band ever starts %s builds.".formatted(priority.word()));
        }
        return pieces.stream().anyMatch(each -> starts(each, priority))
                ? Optional.empty()
                : Optional.of(
                        "Quiet hours cover all times at which a band starts %s builds.".formatted(priority.word()));
    }

    private Stream<Warning> contextsThatNeverCount() {
        var rules = policy.contexts();
        var spans = rules.stream().map(PolicyReview::spans).toList();
        var first = Week.pieces(spans.stream().flatMap(List::stream)).stream()
                .flatMap(piece -> open(spans, piece).stream().limit(1))
                .collect(Collectors.toSet());
        return IntStream.range(0, rules.size())
                .filter(i -> !spans.get(i).isEmpty() && !first.contains(i))
                .mapToObj(i -> new Warning(
                        Code.NEVER,
                        "contexts[" + i + "]",
                        "The hours of %s never count: earlier contexts are open at all of them."
                                .formatted(rules.get(i).context().word()),
                        List.of()));
    }

    private static List<Span> spans(ContextRule rule) {
        return rule.hours().stream()
                .flatMap(hours -> Week.spans(hours).stream())
                .toList();
    }

    private boolean counts(int index) {
        return pieces.stream().anyMatch(piece -> piece.hasAsRow(index));
    }

    /** The least quiet level at any time at which the band counts. */
    private QuietLevel leastQuiet(int index) {
        return pieces.stream()
                .filter(piece -> piece.hasAsRow(index))
                .map(Piece::quiet)
                .min(Comparator.naturalOrder())
                .orElse(QuietLevel.NONE);
    }

    private String inItsWay(int index) {
        return Spoken.and(pieces.stream()
                .map(Piece::open)
                .filter(open -> open.contains(index))
                .map(List::getFirst)
                .distinct()
                .map(this::name)
                .toList());
    }

    private boolean starts(Piece piece, Priority priority) {
        if (piece.open().isEmpty() || !piece.quiet().passes(priority)) {
            return false;
        }
        var band = policy.bands().get(piece.open().getFirst());
        return band.slots() > 0 && starts(band, priority);
    }

    private static boolean starts(Band band, Priority priority) {
        return band.admissions().stream().anyMatch(each -> each.priorities().contains(priority));
    }

    private IntStream indexes() {
        return IntStream.range(0, policy.bands().size());
    }

    private String name(int index) {
        return policy.bands().get(index).name();
    }

    private static String at(int index) {
        return "bands[" + index + "]";
    }
}
