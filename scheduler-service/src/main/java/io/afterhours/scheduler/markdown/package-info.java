/**
 * Queues that people keep as Markdown: {@code BUILD_QUEUE.md}, {@code TASK_QUEUE.md}, {@code GOALS.md}.
 *
 * <pre>
 *   ## Active Queue
 *   - [ ] Build landing page - Priority: High - **ETA: 30min** - Cost: ~$0.60 &lt;!-- B-42 --&gt;
 *     - Accept: `make test`
 *     - Depends: Write the copy
 *   ### Build landing page
 *   - **Description:** One page, no scripts.
 * </pre>
 *
 * <p>Three rules. What is read is tolerant, and what could not be read is reported by line and never dropped. What is written back
 * touches the lines of builds whose state changed and no other byte: line ends, trailing spaces, a byte order mark and a missing
 * end of the last line survive. What is exported reads back as the same builds.
 *
 * <p>Marks: {@code [ ]} waits, {@code [~]} runs, {@code [x]} finished, {@code [!]} needs the person, {@code [-]} dropped.
 */
@NullMarked
package io.afterhours.scheduler.markdown;

import org.jspecify.annotations.NullMarked;
