final class BasketTest {
    private BasketTest() {}

    public static void main(String[] none) {
        var basket = new Basket();
        basket.add("1.20");
        basket.add("2.35");
        Expect.same("3.55", basket.total());
        Expect.same("1.77", basket.totalLess(50));
    }
}
