package io.afterhours.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReviewTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void has_nothing_to_say_of_the_policies_that_ship() {
        assertThat(BundledPolicies.all(BERLIN))
                .allSatisfy(policy -> assertThat(PolicyReview.of(policy)).isEmpty());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'days': 'weekdays', 'from': '09:00', 'to': '17:00'  | Monday to Thursday 17:00-09:00;Friday 17:00 to Monday 09:00",
                "'days': 'every day', 'from': '09:00', 'to': '17:00' | every day 17:00-09:00",
                "'days': 'sunday', 'from': '22:00', 'to': '06:00'    | Monday 06:00 to Sunday 22:00",
                "'days': ['mon', 'wed'], 'from': '00:00', 'to': '24:00' | Tuesday 00:00-00:00;Thursday 00:00 to Monday 00:00",
            })
    void names_the_times_at_which_no_band_is_open(String hours, String times) {
        var warning = only("{'name': 'a', 'slots': 1, " + hours + "}");

        assertThat(warning.code()).isEqualTo(Warning.Code.GAP);
        assertThat(warning.text()).isEqualTo("Nothing starts at these times: no band is open.");
        assertThat(warning.times()).containsExactlyInAnyOrder(times.split(";"));
    }

    @Test
    void a_policy_without_bands_never_starts_anything() {
        assertThat(review("")).extracting(Warning::code).contains(Warning.Code.GAP, Warning.Code.PRIORITY);
        assertThat(review("").getFirst().times()).containsExactly("all week");
    }

    @Test
    void names_the_times_at_which_two_bands_are_open_and_which_counts() {
        var warning = only("""
            {'name': 'night', 'from': '22:00', 'to': '07:00', 'slots': 3},
            {'name': 'morning', 'days': 'weekdays', 'from': '06:00', 'to': '09:00', 'slots': 1},
            {'name': 'rest', 'from': '00:00', 'to': '24:00', 'slots': 1}""", Warning.Code.OVERLAP, "bands[1]");

        assertThat(warning.text())
                .isEqualTo("Both night and morning are open at these times; night counts, because it comes first.");
        assertThat(warning.times()).containsExactly("Monday to Friday 06:00-07:00");
    }

    @Test
    void names_the_rows_that_shadow_a_band_for_ever() {
        var warning = only("""
            {'name': 'day', 'from': '06:00', 'to': '18:00', 'slots': 3},
            {'name': 'night', 'from': '18:00', 'to': '06:00', 'slots': 3},
            {'name': 'lunch', 'from': '12:00', 'to': '13:00', 'slots': 1}""");

        assertThat(warning)
                .isEqualTo(new Warning(
                        Warning.Code.NEVER,
                        "bands[2]",
                        "lunch never counts: earlier bands are open at all its times (day).",
                        List.of()));
    }

    @Test
    void a_band_that_lies_in_hard_quiet_hours_starts_nothing() {
        var warnings = of("""
            {'name': 'p', 'bands': [
                {'name': 'day', 'from': '06:00', 'to': '22:00', 'slots': 3},
                {'name': 'night', 'from': '22:00', 'to': '06:00', 'slots': 3}],
              'quiet': [{'level': 'hard', 'from': '21:00', 'to': '06:00'}]}""");

        assertThat(warnings)
                .extracting(Warning::text)
                .containsExactly("night starts nothing: hard quiet hours cover all its times.");
    }

    @Test
    void a_band_without_urgent_builds_starts_nothing_in_soft_quiet_hours() {
        var warnings = of("""
            {'name': 'p', 'bands': [
                {'name': 'day', 'from': '06:00', 'to': '22:00', 'slots': 3},
                {'name': 'night', 'from': '22:00', 'to': '06:00', 'slots': 3, 'priorities': ['high']}],
              'quiet': [{'level': 'soft', 'from': '22:00', 'to': '06:00'}]}""");

        assertThat(warnings)
                .extracting(Warning::text)
                .containsExactly(
                        "night starts nothing: quiet hours cover all its times, and it starts no urgent builds.");
    }

    @Test
    void a_band_without_slots_starts_nothing() {
        assertThat(texts("{'name': 'all', 'from': '00:00', 'to': '24:00', 'slots': 0}"))
                .contains("all starts nothing: it has no slot.", "No band ever starts urgent builds.");
    }

    @Test
    void names_the_priorities_that_nothing_starts() {
        assertThat(
                        texts(
                                "{'name': 'all', 'from': '00:00', 'to': '24:00', 'slots': 1, 'priorities': ['urgent', 'high']}"))
                .containsExactly("No band ever starts medium builds.", "No band ever starts low builds.");
    }

    @Test
    void names_the_priorities_that_quiet_hours_hold_at_all_times_at_which_a_band_starts_them() {
        var evening = """
            {'name': 'p', 'bands': [
                {'name': 'night', 'from': '23:00', 'to': '06:00', 'slots': 3},
                {'name': 'day', 'from': '06:00', 'to': '23:00', 'slots': 3, 'priorities': ['urgent', 'high']}],
              'quiet': [{'level': 'soft', 'from': '%s', 'to': '06:00'}]}""";

        assertThat(of(evening.formatted("23:00")))
                .extracting(each -> each.code() + " " + each.field() + " " + each.text())
                .containsExactly(
                        "PRIORITY bands Quiet hours cover all times at which a band starts medium builds.",
                        "PRIORITY bands Quiet hours cover all times at which a band starts low builds.");
        assertThat(of(evening.formatted("23:30"))).isEmpty();
    }

    @Test
    void names_admissions_that_no_build_can_meet_or_that_add_nothing() {
        var warnings = review("""
            {'name': 'all', 'from': '00:00', 'to': '24:00', 'slots': 1, 'maximumEffort': '4h',
             'also': [{'minimumEffort': '800h'},
                      {'priorities': ['high'], 'maximumEffort': '2h', 'approved': true},
                      {'priorities': ['high'], 'tags': ['revenue']}]}""");

        assertThat(warnings)
                .extracting(each -> each.field() + " " + each.text())
                .containsExactly(
                        "bands[0].also[0] No build can be meant: none is larger than 720 h.",
                        "bands[0].also[1] It adds nothing: whatever it starts (approved, high, up to 2 h), the band starts"
                                + " already (any priority, up to 4 h).");
    }

    @Test
    void of_two_admissions_alike_the_later_adds_nothing() {
        assertThat(review("{'name': 'all', 'from': '00:00', 'to': '24:00', 'slots': 1, 'also': [{}]}"))
                .extracting(Warning::field)
                .containsExactly("bands[0].also[0]");
    }

    @Test
    void names_contexts_whose_hours_never_count() {
        var warnings = of("""
            {'name': 'p', 'bands': [{'name': 'all', 'from': '00:00', 'to': '24:00', 'slots': 1}],
             'contexts': [{'context': 'work', 'hours': [{'from': '08:00', 'to': '18:00'}]},
                          {'context': 'gym', 'hours': [{'from': '12:00', 'to': '13:00'}]}]}""");

        assertThat(warnings)
                .extracting(each -> each.field() + " " + each.text())
                .containsExactly("contexts[1] The hours of gym never count: earlier contexts are open at all of them.");
    }

    private static Warning only(String bands) {
        var warnings = review(bands);
        assertThat(warnings).hasSize(1);
        return warnings.getFirst();
    }

    private static Warning only(String bands, Warning.Code code, String field) {
        var warnings = review(bands).stream()
                .filter(each -> each.code() == code && each.field().equals(field))
                .toList();
        assertThat(warnings).hasSize(1);
        return warnings.getFirst();
    }

    private static List<String> texts(String bands) {
        return review(bands).stream().map(Warning::text).toList();
    }

    private static List<Warning> review(String bands) {
        return of("{'name': 'p', 'bands': [" + bands + "]}");
    }

    private static List<Warning> of(String json) {
        return PolicyReview.of(PolicyReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), BERLIN));
    }
}
