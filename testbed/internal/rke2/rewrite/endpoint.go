package rewrite

import (
	"regexp"
	"strings"

	"github.com/sirupsen/logrus"
)

// Endpoint is an endpoint with rewrites.
type Endpoint struct {
	Scheme   string
	Host     string
	Path     string // the API's root, /v2 unless overridden
	TLS      TLS
	Rewrites map[string]string // Go regular expression to replacement
}

// TLS names the files of an endpoint.
type TLS struct {
	CAs        []string
	Pairs      []Pair
	SkipVerify *bool
}

// Pair is a client certificate. Without a key, and an empty name counts as none, the certificate's file holds the key.
type Pair struct{ Cert, Key string }

func (t TLS) configured() bool { return t.CAs != nil || t.Pairs != nil || t.SkipVerify != nil }

// Rewrite gives the repository's name at the endpoint: of the patterns that change the name one is applied. Which one, if there are
// several, is up to the order of a map, in RKE2 as here.
func (e Endpoint) Rewrite(repository string) string {
	for pattern, replacement := range e.Rewrites {
		expression, err := regexp.Compile(pattern)
		if err != nil {
			logrus.Warnf("Failed to compile rewrite `%s` for %s: %v", pattern, e.Host, err)
			continue
		}
		if rewritten := expression.ReplaceAllString(repository, replacement); rewritten != repository {
			return rewritten
		}
	}
	return repository
}

// rewritePath rewrites the repository in a path of the registry API without its root, as in /library/busybox/manifests/latest.
func (e Endpoint) rewritePath(path string) string {
	at := -1
	for _, kind := range []string{"/manifests/", "/blobs/", "/referrers/", "/tags/"} {
		at = max(at, strings.LastIndex(path, kind))
	}
	if at < 1 {
		return path
	}
	// What is joined to a path gets no second slash from a replacement that begins or ends with one.
	return "/" + strings.Trim(e.Rewrite(path[1:at]), "/") + path[at:]
}
