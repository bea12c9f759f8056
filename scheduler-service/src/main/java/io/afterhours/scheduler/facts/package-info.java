/**
 * Several things that the tables tell, read by one statement: all as they were at the same moment, at the price of one way to the
 * database. Who owns a table says how a fact of it is asked for and read; who needs several asks for them together.
 */
@NullMarked
package io.afterhours.scheduler.facts;

import org.jspecify.annotations.NullMarked;
