/**
 * Events leave with the transaction that made them true: written beside the rows, published after the commit, marked after
 * the publish acknowledgement. The outbox id is the message id, so a repeated publish is one message.
 */
@NullMarked
package io.afterhours.foundation.outbox;

import org.jspecify.annotations.NullMarked;
