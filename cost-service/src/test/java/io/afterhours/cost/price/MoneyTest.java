package io.afterhours.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "420000000, 0.42",
        "20000000000, 20.00",
        "1, 0.000000001",
        "1234567891, 1.234567891",
        "100000000000000, 100000.00"
    })
    void is_written_with_its_cents_and_no_digit_too_many(long nanos, String written) {
        assertThat(new Money(nanos)).hasToString(written);
        assertThat(Money.dollars(written)).isEqualTo(new Money(nanos));
    }
}
