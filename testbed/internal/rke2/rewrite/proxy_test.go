package rewrite

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestTheRepositoryIsRewrittenAndEverythingElsePasses(t *testing.T) {
	u := newUpstream(t, func(w http.ResponseWriter, r *http.Request) {
		for name, want := range map[string]string{
			"Accept": "application/vnd.oci.image.index.v1+json", "Range": "bytes=1-2", "Accept-Encoding": "zstd;q=1.0, gzip;q=0.8",
			"User-Agent": "containerd/2", "Authorization": "Basic dTpw", "X-Forwarded-For": "",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		w.Header().Set("Docker-Content-Digest", "sha256:1")
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusPartialContent)
		fmt.Fprint(w, "not really gzip")
	}, nil)
	e := u.endpoint(t, toHub)
	e.Path = "/prefix/v2"
	response, body := get(t, serve(t).Add(e)+"/library/busybox/manifests/latest?ns=docker.io", http.Header{
		"Accept": {"application/vnd.oci.image.index.v1+json"}, "Range": {"bytes=1-2"}, "Accept-Encoding": {"zstd;q=1.0, gzip;q=0.8"},
		"User-Agent": {"containerd/2"}, "Authorization": {"Basic dTpw"},
	})
	if response.StatusCode != http.StatusPartialContent || body != "not really gzip" || response.Header.Get("Docker-Content-Digest") != "sha256:1" {
		t.Errorf("got %v %q %v", response.Status, body, response.Header)
	}
	if got := u.seen(); got != "GET /prefix/v2/hub/library/busybox/manifests/latest?ns=docker.io" {
		t.Errorf("the endpoint saw %s", got)
	}
}

func TestABasicChallengeIsContainerdsToAnswer(t *testing.T) {
	u := newUpstream(t, func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "u" || password != "p" {
			w.Header().Set("WWW-Authenticate", `Basic realm="registry"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}, nil)
	e := u.endpoint(t, toHub)
	p := serve(t, e.Host)
	if p.Address(e.Host) == p.Address("other.example") {
		t.Error("a host with a login shares its address with one that has none: containerd would send the login to both")
	}
	address := p.Add(e) + "/a/manifests/b"
	if !strings.HasPrefix(address, "http://"+p.Address(e.Host)+"/") {
		t.Errorf("%s is not at the address of its host", address)
	}
	response, _ := get(t, address, nil)
	if response.StatusCode != http.StatusUnauthorized || response.Header.Get("WWW-Authenticate") != `Basic realm="registry"` {
		t.Errorf("got %v %v", response.Status, response.Header)
	}
	if response, _ := get(t, address, http.Header{"Authorization": {"Basic dTpw"}}); response.StatusCode != http.StatusOK {
		t.Errorf("got %v", response.Status)
	}
}

func TestATokenServerIsReachedThroughTheProxyWithTheEndpointsCertificates(t *testing.T) {
	tokens := newUpstream(t, func(w http.ResponseWriter, r *http.Request) {
		if user, _, _ := r.BasicAuth(); user != "u" || r.URL.Path != "/auth" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, `{"token": "t"}`)
	}, (*httptest.Server).StartTLS)
	u := newUpstream(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="`+tokens.URL+`/auth?x=1",service="s",scope="repository:hub/a:pull"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
	}, (*httptest.Server).StartTLS)
	e := u.endpoint(t, toHub)
	e.TLS.CAs = []string{caFile(t, u)} // httptest signs all its servers with the same certificate
	p := serve(t, e.Host)
	address := p.Add(e) + "/a/manifests/b"
	response, _ := get(t, address, nil)
	challenge := response.Header.Get("WWW-Authenticate")
	realm, rest, _ := strings.Cut(strings.TrimPrefix(challenge, `Bearer realm="`), `"`)
	if !strings.HasPrefix(realm, "http://"+p.Address(e.Host)+"/") || rest != `,service="s",scope="repository:hub/a:pull"` {
		t.Fatalf("challenge is %s", challenge)
	}
	response, body := get(t, realm+"?service=s&scope=repository%3Ahub%2Fa%3Apull", http.Header{"Authorization": {"Basic dTpw"}})
	if response.StatusCode != http.StatusOK || body != `{"token": "t"}` {
		t.Errorf("got %v %q", response.Status, body)
	}
	if got := tokens.seen(); got != "GET /auth?x=1&service=s&scope=repository%3Ahub%2Fa%3Apull" {
		t.Errorf("the token server saw %s", got)
	}
	if response, _ := get(t, address, http.Header{"Authorization": {"Bearer t"}}); response.StatusCode != http.StatusOK {
		t.Errorf("got %v", response.Status)
	}
}

func TestTheProxyGoesNowhereElse(t *testing.T) {
	u := newUpstream(t, func(http.ResponseWriter, *http.Request) {}, nil)
	p := serve(t)
	base := strings.TrimSuffix(p.Add(u.endpoint(t, toHub)), "/v2")
	for _, address := range []string{base + "/realm/0123456789abcdef", base + "/other", base, "http://" + p.Address("x") + "/"} {
		if response, _ := get(t, address, nil); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: got %v", address, response.Status)
		}
	}
	if got := u.seen(); got != "" {
		t.Errorf("the endpoint saw %s", got)
	}
}

func TestADeadEndpointIsAnErrorThatContainerdPassesOver(t *testing.T) {
	u := newUpstream(t, func(http.ResponseWriter, *http.Request) {}, nil)
	e := u.endpoint(t, toHub)
	u.Close()
	if response, _ := get(t, serve(t).Add(e)+"/a/manifests/b", nil); response.StatusCode != http.StatusBadGateway {
		t.Errorf("got %v", response.Status)
	}
}

func TestTheSameEndpointKeepsItsURLAndAChangedOneGetsAnother(t *testing.T) {
	p := serve(t)
	e := Endpoint{Scheme: "https", Host: "m.example", Path: "/v2", Rewrites: toHub}
	first := p.Add(e)
	if again := p.Add(Endpoint{Scheme: "https", Host: "m.example", Path: "/v2", Rewrites: map[string]string{"^(.*)$": "hub/$1"}}); again != first {
		t.Errorf("got %s after %s", again, first)
	}
	e.Rewrites = map[string]string{"^(.*)$": "other/$1"}
	if changed := p.Add(e); changed == first {
		t.Errorf("got %s twice", changed)
	}
}
