/// Owns who gets through the door: the security chains of the console and of the HTTP APIs, and the headers on every answer.
@NullMarked
package io.keepwatch.security;

import org.jspecify.annotations.NullMarked;
