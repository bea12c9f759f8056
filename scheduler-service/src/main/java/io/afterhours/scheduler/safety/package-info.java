/**
 * What a task's text is looked at for before it starts. Pure: text in, findings out; it never decides what becomes of a build.
 *
 * <pre>
 *   title, prompt ──► {@link io.afterhours.scheduler.safety.Tokens} ──► {@link io.afterhours.scheduler.safety.Phrases} ──► {@link io.afterhours.scheduler.safety.Deeds} ──► {@link io.afterhours.scheduler.safety.DeedRules}
 *        │                                                     verbs that are ordered,     rows of the {@link io.afterhours.scheduler.safety.Lexicon}: what it is
 *        │                                                     their objects and places    done to ({@link io.afterhours.scheduler.safety.ObjectRules}), where
 *        │                                                                                 ({@link io.afterhours.scheduler.safety.PlaceRules}), only on paper ({@link io.afterhours.scheduler.safety.PaperRules})
 *        ├──► {@link io.afterhours.scheduler.safety.ClarityRules}       too short, no verb, only a link
 *        └──► {@link io.afterhours.scheduler.safety.CommandsInText}     commands and SQL, in prose, programs and the acceptance command, by
 *                                {@link io.afterhours.scheduler.safety.CommandRules}: {@link io.afterhours.scheduler.safety.DestructiveCommands}, {@link io.afterhours.scheduler.safety.PublishingCommands}
 * </pre>
 *
 * <p>A word alone says little: "delete" is harmless before "the unused import" and is not before "the backups". So what counts
 * is whether the verb is an order, and what it is done to. Every {@link io.afterhours.scheduler.safety.Finding} names the words it saw.
 */
@NullMarked
package io.afterhours.scheduler.safety;

import org.jspecify.annotations.NullMarked;
