package io.keepwatch.promql.eval;

import io.keepwatch.promql.syntax.Expr;

/// What a function does.
@FunctionalInterface
interface FunctionBody {

    Value call(Expr.Call call, Grid grid, Evaluator evaluator);
}
