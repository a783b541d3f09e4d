/// Owns Go's text/template: lexer, parser, execution, values and `fmt`; the functions beyond Go's own come from whoever uses it.
@NullMarked
package io.keepwatch.alerting.template.text;

import org.jspecify.annotations.NullMarked;
