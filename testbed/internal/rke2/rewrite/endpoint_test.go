package rewrite

import "testing"

func TestRewritesAreGosRegularExpressions(t *testing.T) {
	for _, test := range []struct{ pattern, replacement, repository, want string }{
		{"^rancher/(.*)", "mirrorproject/rancher-images/$1", "rancher/shell", "mirrorproject/rancher-images/shell"},
		{"^rancher/(.*)", "x/$1", "library/busybox", "library/busybox"},
		{"^(.*)$", "hub/$1", "library/busybox", "hub/library/busybox"},
		{"a", "b", "a/banana", "b/bbnbnb"},
		{"^(.*)$", "hub/$1x", "library/busybox", "hub/"},
		{"^(.*)$", "hub/${1}x", "library/busybox", "hub/library/busyboxx"},
		{"^(?P<name>.*)$", "${name}/in", "a", "a/in"},
		{"(?=a)", "b", "a", "a"},
		{"^library/", "", "library/busybox", "busybox"},
	} {
		e := Endpoint{Rewrites: map[string]string{test.pattern: test.replacement}}
		if got := e.Rewrite(test.repository); got != test.want {
			t.Errorf("%s -> %s on %s gives %s, want %s", test.pattern, test.replacement, test.repository, got, test.want)
		}
	}
}

func TestAPatternThatDoesNotCompileOrFitLeavesTheOthersInForce(t *testing.T) {
	e := Endpoint{Rewrites: map[string]string{"(": "no", "^quay/": "no/", "^library/(.*)": "hub/$1"}}
	if got := e.Rewrite("library/busybox"); got != "hub/busybox" {
		t.Errorf("got %s", got)
	}
}

func TestOnlyTheRepositoryOfAPathIsRewritten(t *testing.T) {
	e := Endpoint{Rewrites: map[string]string{"a": "b"}}
	for path, want := range map[string]string{
		"/a/manifests/a":           "/b/manifests/a",
		"/x/a/manifests/sha256:aa": "/x/b/manifests/sha256:aa",
		"/a/blobs/sha256:aa":       "/b/blobs/sha256:aa",
		"/a/referrers/sha256:aa":   "/b/referrers/sha256:aa",
		"/a/tags/list":             "/b/tags/list",
		"/manifests/a/manifests/a": "/mbnifests/b/manifests/a",
		"/a/manifests/b/blobs/a":   "/b/mbnifests/b/blobs/a",
		"/":                        "/",
		"/_catalog":                "/_catalog",
		"/manifests/a":             "/manifests/a",
	} {
		if got := e.rewritePath(path); got != want {
			t.Errorf("%s gives %s, want %s", path, got, want)
		}
	}
}
