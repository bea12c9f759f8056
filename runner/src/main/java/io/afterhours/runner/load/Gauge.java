package io.afterhours.runner.load;

import java.io.IOException;

/** Where the figures about the host come from. */
public interface Gauge {
    Load read() throws IOException;
}
