package io.afterhours.scheduler.safety;

import org.jspecify.annotations.Nullable;

/**
 * What a build asks for, as far as the checks look at it.
 *
 * @param workspace the folder it works in; what lies beneath is its own
 * @param accept the command that proves it done; it runs on the person's host like the task itself
 * @param program whether the prompt is run as a program rather than read by a model
 */
public record Requirement(
        String title,
        String prompt,
        @Nullable String workspace,
        @Nullable String accept,
        boolean program) {}
