/**
 * Reads what a person wrote as a document, such as a policy or the retry ladder: field by field, so that everything that is wrong
 * is said at once. What a field means is decided by whoever reads the document.
 */
@NullMarked
package io.afterhours.scheduler.document;

import org.jspecify.annotations.NullMarked;
