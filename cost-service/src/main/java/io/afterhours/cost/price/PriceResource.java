package io.afterhours.cost.price;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows the prices in use, with where they come from. */
@Path("/api/prices")
@RunOnVirtualThread
public class PriceResource {
    private final PriceBook prices;

    PriceResource(PriceBook prices) {
        this.prices = prices;
    }

    @GET
    @Operation(operationId = "listPrices")
    public PriceList prices() {
        return prices.table().list();
    }
}
