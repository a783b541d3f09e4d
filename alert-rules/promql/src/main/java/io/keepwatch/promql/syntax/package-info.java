/// Reads and writes PromQL text: lexer, parser, type checker, printer, and the notation of series in rule tests.
@NullMarked
package io.keepwatch.promql.syntax;

import org.jspecify.annotations.NullMarked;
