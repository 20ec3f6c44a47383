package oracle

import "regexp"

// replaceQuestion asks what a rewrite makes of repositories' names.
type replaceQuestion struct {
	Pattern     string   `json:"pattern"`
	Replacement string   `json:"replacement"`
	Names       []string `json:"names"`
}

// replace does what RKE2's containerd does with each of a rewrite's patterns.
func replace(question replaceQuestion) (any, error) {
	expression, err := regexp.Compile(question.Pattern)
	if err != nil {
		return nil, err
	}
	replaced := make([]string, len(question.Names))
	for i, name := range question.Names {
		replaced[i] = expression.ReplaceAllString(name, question.Replacement)
	}
	return replaced, nil
}
