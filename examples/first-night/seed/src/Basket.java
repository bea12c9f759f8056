import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a customer is about to buy. */
public final class Basket {
    private final List<BigDecimal> prices = new ArrayList<>();

    public void add(String price) {
        prices.add(new BigDecimal(price));
    }

    public boolean isEmpty() {
        return prices.isEmpty();
    }

    public BigDecimal total() {
        return prices.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The total less a discount in percent. */
    public BigDecimal totalLess(int percent) {
        return total().multiply(BigDecimal.valueOf(100 - percent)).divide(BigDecimal.valueOf(100), 2, RoundingMode.DOWN);
    }
}
