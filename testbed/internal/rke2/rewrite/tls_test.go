package rewrite

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

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
