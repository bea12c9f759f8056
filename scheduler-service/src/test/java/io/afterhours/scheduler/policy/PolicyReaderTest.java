package io.afterhours.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.document.InvalidDocument;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void reads_a_whole_policy() {
        var policy = read("""
            { "name": "mine", "zone": "Asia/Kolkata",
              "bands": [ { "name": "evening", "days": ["mon", "friday"], "from": "18:00", "to": "24:00", "slots": 3,
                           "priorities": ["urgent", "High"], "maximumEffort": "2h", "tags": ["revenue"],
                           "also": [ { "approved": true, "minimumEffort": "PT1H" } ] } ],
              "quiet": [ { "level": "hard", "from": "02:00", "to": "06:00" } ],
              "retryWaits": ["5s", "PT10S"] }
            """);

        assertThat(policy.zone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
        assertThat(policy.retryWaits()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(policy.quiet())
                .containsExactly(new Quiet(QuietLevel.HARD, Hours.daily(LocalTime.of(2, 0), LocalTime.of(6, 0))));
        assertThat(policy.bands())
                .containsExactly(new Band(
                        "evening",
                        new Hours(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(18, 0), LocalTime.MIDNIGHT),
                        3,
                        List.of(
                                new Admission(
                                        Set.of(Priority.URGENT, Priority.HIGH),
                                        Duration.ofHours(2),
                                        null,
                                        Set.of("revenue"),
                                        false),
                                new Admission(Set.of(Priority.values()), null, Duration.ofHours(1), Set.of(), true))));
    }

    @Test
    void the_zone_of_the_house_counts_where_none_is_named() {
        assertThat(read("{\"name\": \"p\"}").zone()).isEqualTo(BERLIN);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                  | name: expected a name of a-z, 0-9 and -, was nothing",
                "[]                                  | policy: expected an object, was []",
                "{'name': 'No!'}                     | name: expected 1 to 40 of a-z, 0-9 and -, was No!",
                "{'name': 'p', 'bans': []}           | bans: expected a known key; did you mean bands?, was bans",
                "{'name': 'p', 'zone': 'Mars/Base'}  | zone: expected an IANA zone such as Europe/Berlin, was"
                        + " Mars/Base",
                "{'name': 'p', 'bands': {}}          | bands: expected a list, was {}",
                "{'name': 'p', 'bands': [1]}         | bands[0]: expected an object, was 1",
                "{'name': 'p', 'retryWaits': ['x']}  | retryWaits[0]: expected a duration such as 2h, 30min or PT2H,"
                        + " was x",
                "{'name': 'p', 'retryWaits': ['-PT1S']} | retryWaits[0]: expected zero or more, was -PT1S",
                "{'name': 'p', 'contexts': [{'context': 'gone'}]} | contexts[0].context: expected one of sleeping,"
                        + " work, gym, available, unknown, was gone",
                "{'name': 'p', 'contexts': [{'context': 'work', 'only': true}]} | contexts[0].only: expected false,"
                        + " or a list first of what suits, was true",
                "{'name': 'p', 'contexts': [{'context': 'unknown', 'hours': [{'from': '01:00', 'to': '02:00'}]}]} |"
                        + " contexts[0].hours: expected none, for unknown is when nothing else is known, was 1 rows",
                "{'name': 'p', 'contexts': [{'context': 'gym', 'risk': 'wild'}]} | contexts[0].risk: expected one of"
                        + " low, medium, high, was wild",
                "{'name': 'p', 'contexts': [{'context': 'gym'}, {'context': 'gym'}]} | contexts: expected each row"
                        + " once, was gym twice",
                "{'name': 'p', 'quiet': [{'level': 'loud', 'from': '01:00', 'to': '02:00'}]} | quiet[0].level:"
                        + " expected soft or hard, was loud",
                "{'name': 'p', 'quiet': [{'level': 'soft', 'days': [], 'from': '01:00', 'to': '02:00'}]} |"
                        + " quiet[0].days: expected days such as monday, weekdays, weekend or every day, was []",
            })
    void says_which_field_is_wrong_and_what_was_expected(String json, String complaint) {
        assertThat(complaintsOf(json)).containsExactly(complaint);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'slot': 1            | bands[0].slot: expected a known key; did you mean slots?, was slot",
                "'maxEffort': '2h'    | bands[0].maxEffort: expected a known key; did you mean maximumEffort?, was"
                        + " maxEffort",
                "'maximumEffort': 2   | bands[0].maximumEffort: expected a duration such as 2h or PT2H, was 2",
                "'maximumEffort': '0h' | bands[0].maximumEffort: expected more than zero, was 0h",
                "'priorities': []     | bands[0].priorities: expected a list of urgent, high, medium, low, was []",
                "'priorities': ['hi'] | bands[0].priorities: expected one of urgent, high, medium, low, was hi",
                "'tags': ['A b']      | bands[0].tags[0]: expected 1 to 40 of a-z, 0-9 and -, was A b",
                "'approved': 'yes'    | bands[0].approved: expected true or false, was \"yes\"",
                "'days': 'moonday'    | bands[0].days: expected days such as monday, weekdays, weekend or every day,"
                        + " was moonday",
                "'also': [{'slots': 1}] | bands[0].also[0].slots: expected a known key; did you mean tags?, was slots",
                "'minimumEffort': '3h', 'maximumEffort': '2h' | bands[0].minimumEffort: expected at most the maximumEffort PT2H, was PT3H",
            })
    void says_what_is_wrong_in_a_band(String addition, String complaint) {
        var json =
                "{'name': 'p', 'bands': [{'name': 'b', 'from': '01:00', 'to': '02:00', 'slots': 1, " + addition + "}]}";

        assertThat(complaintsOf(json)).containsExactly(complaint);
    }

    @Test
    void names_every_fault_at_once() {
        assertThat(complaintsOf("{'bands': [{'from': '25:00', 'slots': 101}]}"))
                .containsExactly(
                        "name: expected a name of a-z, 0-9 and -, was nothing",
                        "bands[0].name: expected a name of a-z, 0-9 and -, was nothing",
                        "bands[0].slots: expected a number from 0 to 100, was 101",
                        "bands[0].from: expected a time such as 22:00, was 25:00",
                        "bands[0].to: expected a time such as 06:00, was nothing");
    }

    @Test
    void refuses_two_bands_of_one_name() {
        var band = "{'name': 'b', 'from': '01:00', 'to': '02:00', 'slots': 1}";

        assertThat(complaintsOf("{'name': 'p', 'bands': [" + band + "," + band + "]}"))
                .containsExactly("bands: expected each row once, was b twice");
    }

    @Test
    void refuses_what_is_no_json() {
        assertThat(complaintsOf("{'name': "))
                .singleElement()
                .asString()
                .startsWith("payload: expected well-formed JSON");
    }

    @Test
    void writes_the_policies_that_ship_so_that_they_read_the_same() {
        for (var policy : BundledPolicies.all(BERLIN)) {
            assertThat(PolicyReader.read(PolicyWriter.write(policy), ZoneId.of("UTC")))
                    .isEqualTo(policy);
        }
    }

    @Property
    void what_is_written_reads_the_same(@ForAll("policies") Policy policy) throws Exception {
        var written = Json.mapper().writeValueAsBytes(PolicyWriter.write(policy));

        assertThat(PolicyReader.read(written, BERLIN)).isEqualTo(policy);
    }

    @Provide
    Arbitrary<Policy> policies() {
        var bands = bands().list().ofMaxSize(6).uniqueElements(Band::name);
        var quiet = Combinators.combine(Arbitraries.of(QuietLevel.SOFT, QuietLevel.HARD), hours())
                .as(Quiet::new)
                .list()
                .ofMaxSize(3)
                .uniqueElements();
        var waits = seconds().list().ofMaxSize(3);
        return Combinators.combine(Zones.any(), bands, quiet, contexts(), waits)
                .as((zone, rows, hushes, places, pauses) -> new Policy("any", zone, rows, hushes, places, pauses));
    }

    private static Arbitrary<Band> bands() {
        return Combinators.combine(
                        Arbitraries.strings().withChars("abc-").ofMinLength(1).ofMaxLength(8),
                        hours(),
                        Arbitraries.integers().between(0, 9),
                        admissions().list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as(Band::new);
    }

    private static Arbitrary<List<ContextRule>> contexts() {
        var picks = Combinators.combine(
                        Arbitraries.of("data", "research").set().ofMaxSize(2),
                        seconds().map(Duration.ofHours(3)::plus).injectNull(0.3),
                        seconds().map(Duration.ofSeconds(1)::plus).injectNull(0.3))
                .as(Pick::new);
        return Combinators.combine(
                        Arbitraries.of(Context.SLEEPING, Context.WORK, Context.GYM, Context.AVAILABLE),
                        hours().list().ofMaxSize(2),
                        picks.list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Risk.class))
                .as(ContextRule::new)
                .list()
                .ofMaxSize(4)
                .uniqueElements(ContextRule::context);
    }

    private static Arbitrary<Hours> hours() {
        var times = Arbitraries.integers().between(0, 24 * 60 - 1).map(LocalTime.MIDNIGHT::plusMinutes);
        return Combinators.combine(Arbitraries.of(DayOfWeek.class).set().ofMinSize(1), times, times)
                .as(Hours::new);
    }

    private static Arbitrary<Admission> admissions() {
        return Combinators.combine(
                        Arbitraries.of(Priority.class).set().ofMinSize(1),
                        seconds().map(Duration.ofHours(3)::plus).injectNull(0.3),
                        seconds().map(Duration.ofSeconds(1)::plus).injectNull(0.3),
                        Arbitraries.of("revenue", "content").set().ofMaxSize(2),
                        Arbitraries.of(true, false))
                .as(Admission::new);
    }

    private static Arbitrary<Duration> seconds() {
        return Arbitraries.integers().between(0, 7_200).map(Duration::ofSeconds);
    }

    private static Policy read(String json) {
        return PolicyReader.read(json.getBytes(StandardCharsets.UTF_8), BERLIN);
    }

    private static List<String> complaintsOf(String json) {
        var refused = catchThrowableOfType(InvalidDocument.class, () -> read(json.replace('\'', '"')));
        return refused.faults().stream()
                .map(each -> String.valueOf(each.getMessage()))
                .toList();
    }
}
