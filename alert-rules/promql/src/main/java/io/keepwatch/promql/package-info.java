/// Owns PromQL: lexer, parser, type checker and evaluator, in pure Java.
@NullMarked
package io.keepwatch.promql;

import org.jspecify.annotations.NullMarked;
