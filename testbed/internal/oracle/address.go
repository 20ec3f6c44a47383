package oracle

import "registrymirror.dev/testbed/internal/rke2/hosts"

// addressQuestion asks what an endpoint, or the name of a mirror or config, is normalised to.
type addressQuestion struct {
	Text     []byte `json:"text"`
	Embedded string `json:"embedded"` // host:port of the embedded registry; empty without one
}

// The host and the name for its config may be no UTF-8, which JSON could not hold.
type normalised struct {
	URL      string `json:"url"`
	Host     []byte `json:"host"`
	Lookup   []byte `json:"lookup"`
	Override bool   `json:"override"`
}

func address(question addressQuestion) (any, error) {
	embedded := question.Embedded
	if embedded == "" {
		embedded = ":"
	}
	a, err := hosts.Normalise(string(question.Text), embedded)
	if err != nil {
		return nil, err
	}
	return normalised{URL: a.URL, Host: []byte(a.Host), Lookup: []byte(a.Lookup), Override: a.Override}, nil
}
