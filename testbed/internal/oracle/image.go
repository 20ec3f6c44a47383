package oracle

import (
	"strings"

	"github.com/distribution/reference"
)

// imageQuestion asks what containerd pulls when a pod names an image so.
type imageQuestion struct {
	Image string `json:"image"`
}

type image struct {
	Registry   string `json:"registry"`
	Repository string `json:"repository"`
	Tag        string `json:"tag,omitempty"`
	Digest     string `json:"digest,omitempty"`
}

// normalise calls what containerd's CRI plugin calls first of all.
func normalise(question imageQuestion) (any, error) {
	named, err := reference.ParseDockerRef(question.Image)
	if err != nil {
		return nil, err
	}
	// What is before the first slash is the registry to containerd, also where the grammar takes it for a part of the path.
	result := image{}
	result.Registry, result.Repository, _ = strings.Cut(named.Name(), "/")
	if tagged, is := named.(reference.Tagged); is {
		result.Tag = tagged.Tag()
	}
	if digested, is := named.(reference.Digested); is {
		result.Digest = digested.Digest().String()
	}
	return result, nil
}
