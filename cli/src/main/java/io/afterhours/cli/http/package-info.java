/** The way to the server: address, token, requests, and what its refusals say to a person. Follows no redirect. */
@NullMarked
package io.afterhours.cli.http;

import org.jspecify.annotations.NullMarked;
