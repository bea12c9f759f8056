package io.afterhours.scheduler.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {
    @ParameterizedTest(name = "of {0} values {1} % stay under the {2}. smallest")
    @CsvSource({
        "1, 50, 1",
        "1, 90, 1",
        "2, 50, 2",
        "3, 50, 2",
        "9, 50, 5",
        "9, 90, 9",
        "10, 50, 6",
        "10, 90, 10",
        "19, 90, 18",
        "20, 90, 19",
        "99, 50, 50",
        "99, 90, 90",
        "200, 90, 181",
    })
    void is_the_value_that_so_many_of_one_more_stay_under(int values, int percent, double smallest) {
        var counted =
                IntStream.rangeClosed(1, values).mapToObj(each -> (double) each).toList();

        assertThat(Quantile.of(counted.reversed(), percent)).isEqualTo(smallest);
    }

    @Property
    void at_least_so_many_of_the_values_are_no_larger(
            @ForAll @NotEmpty List<Double> values, @ForAll @IntRange(min = 1, max = 99) int percent) {
        var quantile = Quantile.of(values, percent);

        var within = values.stream().filter(each -> each <= quantile).count();
        assertThat(within * 100).isGreaterThanOrEqualTo((long) percent * values.size());
    }
}
