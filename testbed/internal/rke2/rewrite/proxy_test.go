package rewrite

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// upstream is a registry behind an endpoint; it remembers what it was asked.
type upstream struct {
	*httptest.Server
	mu       sync.Mutex
	requests []string
	handle   http.HandlerFunc
}

func newUpstream(t *testing.T, handle http.HandlerFunc, change func(*httptest.Server)) *upstream {
	t.Helper()
	u := &upstream{handle: handle}
	u.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u.mu.Lock()
		u.requests = append(u.requests, r.Method+" "+r.URL.RequestURI())
		u.mu.Unlock()
		u.handle(w, r)
	}))
	u.Config.ErrorLog = nil
	if change != nil {
		change(u.Server)
	} else {
		u.Start()
	}
	t.Cleanup(u.Close)
	return u
}

func (u *upstream) endpoint(t *testing.T, rewrites map[string]string) Endpoint {
	t.Helper()
	parsed, err := url.Parse(u.URL)
	if err != nil {
		t.Fatal(err)
	}
	return Endpoint{Scheme: parsed.Scheme, Host: parsed.Host, Path: "/v2", Rewrites: rewrites}
}

func (u *upstream) seen() string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return strings.Join(u.requests, "\n")
}

var toHub = map[string]string{"^(.*)$": "hub/$1"}

func serve(t *testing.T, hosts ...string) *Proxy {
	t.Helper()
	p, err := NewProxy(hosts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return p
}

func get(t *testing.T, address string, header http.Header) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	if request.Header == nil {
		request.Header = http.Header{}
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

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

func TestTheEndpointsTLSSettingsApply(t *testing.T) {
	ok := func(http.ResponseWriter, *http.Request) {}
	u := newUpstream(t, ok, (*httptest.Server).StartTLS)
	yes := true
	for name, test := range map[string]struct {
		tls  TLS
		want int
	}{
		"an unknown authority":  {TLS{}, http.StatusBadGateway},
		"its authority":         {TLS{CAs: []string{caFile(t, u)}}, http.StatusOK},
		"verification skipped":  {TLS{SkipVerify: &yes}, http.StatusOK},
		"a missing CA file":     {TLS{CAs: []string{"/nonexistent.pem"}}, http.StatusBadGateway},
		"a CA file without one": {TLS{CAs: []string{"/dev/null"}}, http.StatusBadGateway},
	} {
		e := u.endpoint(t, toHub)
		e.TLS = test.tls
		if response, body := get(t, serve(t).Add(e)+"/a/manifests/b", nil); response.StatusCode != test.want {
			t.Errorf("%s: got %v %s", name, response.Status, body)
		}
	}
}

func TestAClientCertificateIsShownAndReadAgainWhenItsFileChanges(t *testing.T) {
	certificate, key := newCertificate(t)
	other, otherKey := newCertificate(t)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(certificate)
	u := newUpstream(t, func(http.ResponseWriter, *http.Request) {}, func(s *httptest.Server) {
		s.TLS = &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: pool}
		s.StartTLS()
	})
	dir := t.TempDir()
	put := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	e := u.endpoint(t, toHub)
	e.TLS = TLS{CAs: []string{caFile(t, u)}, Pairs: []Pair{{Cert: put("c.pem", other), Key: put("k.pem", otherKey)}}}
	address := serve(t).Add(e) + "/a/manifests/b"
	if response, _ := get(t, address, nil); response.StatusCode != http.StatusBadGateway {
		t.Errorf("a foreign certificate: got %v", response.Status)
	}
	put("c.pem", append(certificate, '\n')) // of another size, should the clock be coarse
	put("k.pem", append(key, '\n'))
	if response, body := get(t, address, nil); response.StatusCode != http.StatusOK {
		t.Errorf("the right certificate: got %v %s", response.Status, body)
	}
}

func TestAnHTTPEndpointWithTLSSettingsIsTriedWithTLSFirst(t *testing.T) {
	yes := true
	ok := func(http.ResponseWriter, *http.Request) {}
	for name, start := range map[string]func(*httptest.Server){"speaks TLS": (*httptest.Server).StartTLS, "speaks plain HTTP": (*httptest.Server).Start} {
		u := newUpstream(t, ok, start)
		e := u.endpoint(t, toHub)
		e.Scheme, e.TLS.SkipVerify = "http", &yes
		address := serve(t).Add(e) + "/a/manifests/b"
		for range 2 {
			if response, body := get(t, address, nil); response.StatusCode != http.StatusOK {
				t.Errorf("%s: got %v %s", name, response.Status, body)
			}
		}
	}
}

func TestARedirectIsFollowedWhereTheCertificatesAreKnown(t *testing.T) {
	storage := newUpstream(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("the login went to the storage")
		}
		fmt.Fprint(w, "layer "+r.Header.Get("Range"))
	}, (*httptest.Server).StartTLS)
	u := newUpstream(t, func(w http.ResponseWriter, r *http.Request) {
		// Under another name than the registry's, to which credentials must not go.
		http.Redirect(w, r, strings.Replace(storage.URL, "127.0.0.1", "localhost", 1)+"/layer?signature=1", http.StatusTemporaryRedirect)
	}, (*httptest.Server).StartTLS)
	yes := true
	e := u.endpoint(t, toHub)
	e.TLS.SkipVerify = &yes
	response, body := get(t, serve(t).Add(e)+"/a/blobs/sha256:1", http.Header{"Authorization": {"Basic dTpw"}, "Range": {"bytes=0-"}})
	if response.StatusCode != http.StatusOK || body != "layer bytes=0-" {
		t.Errorf("got %v %q", response.Status, body)
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

func caFile(t *testing.T, u *upstream) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: u.Certificate().Raw})
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// newCertificate makes a client certificate that is its own authority.
func newCertificate(t *testing.T) (certificate, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "client"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})
}
