; What can be selected and jumped over: declarations, steps, tests, parameters, comments.
[(journey (body) @class.inside) (policy (body) @class.inside) (source (body) @class.inside)] @class.around
[(message (body) @function.inside) (decision (choices) @function.inside) (step (block) @function.inside)] @function.around
(test (body) @test.inside) @test.around
[(param) (entry)] @parameter.inside @parameter.around
[(comment) (documentation)] @comment.inside @comment.around
