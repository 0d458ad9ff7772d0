@model:stateful
Feature: When CoreDNS itself is isolated
  Names need more than the client's egress: CoreDNS has to let the question in, has to be ready, and has to get out where
  it does not know the answer itself. Who isolates kube-system breaks names for everybody.
  Sources: coredns plugin/kubernetes and plugin/forward; kube-proxy pkg/proxy/iptables/proxier.go on Services without
  endpoints.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
      | backend  | 8080  |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And the external endpoints:
      | name            | addresses      |
      | api.example.com | 203.0.113.5/32 |
    And kube-dns
    And kube-dns forwards to 10.0.0.2

  Rule: Nobody is let in

    Scenario: The question reaches CoreDNS' door and no further
      Given deny-all ingress in namespace kube-system
      Then frontend → http://backend fails at coredns ingress to DNS
      And frontend → http://backend is blocked by kube-system/deny-all-ingress
      And frontend cannot resolve backend: no answer after 20 seconds
      When kube-system/coredns allows ingress from every namespace on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds

    Scenario: A guard against strangers that forgot the namespaces to come
      Given kube-system/coredns allows ingress from namespaces labelled dns=allowed on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at coredns ingress to DNS
      When namespace shop is labelled dns=allowed
      Then frontend → http://backend succeeds

    Scenario Outline: Where the pods listen on 5353, ingress on <ports>: <verdict>
      Given kube-dns on port 5353
      And kube-system/coredns allows ingress from every namespace on <ports>
      Then frontend → http://backend <verdict>

      Examples:
        | ports                       | verdict                         |
        | ports 53/UDP and 53/TCP     | fails at coredns ingress to DNS |
        | ports 5353/UDP and 5353/TCP | succeeds                        |

  Rule: CoreDNS does not get out

    The zone of the cluster is in its memory. About every other name it asks a resolver, over port 53 again.

    Background:
      Given deny-all egress in namespace kube-system

    Scenario: Names of the cluster go on
      Then frontend → http://backend succeeds
      And frontend resolves kubernetes.default

    Scenario: Names outside fail with SERVFAIL: the server answers, and has nothing to say
      At once, but for the seconds that CoreDNS itself waits for its resolver; these are not counted here.

      Then frontend → https://api.example.com fails at kube-system/coredns egress to DNS
      And frontend → https://api.example.com cannot resolve: SERVFAIL
      And curl exits with 6 for frontend → https://api.example.com

    Scenario: An alias is known, and the name outside that it leads to is not: an answer without an address
      Given the services:
        | service | type         | external name   | ports     |
        | backend |              |                 | 80 → 8080 |
        | payment | ExternalName | api.example.com |           |
      Then frontend cannot resolve payment: NODATA
      But frontend resolves backend

    Scenario: A name that nobody has looks as if the server were ill, as its last candidate is a name outside
      Then frontend cannot resolve bakend: SERVFAIL
      When all policies are deleted
      Then frontend cannot resolve bakend: NXDOMAIN

    Scenario: A pod that tries a name as it stands first gets over it, and goes on to its search domains
      Given the manifests:
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: crawler
          namespace: shop
        spec:
          dnsConfig:
            options:
              - name: ndots
                value: "1"
          containers:
            - name: crawler
              image: crawler
        """
      Then crawler resolves backend.shop to service/backend

    Scenario: The repair is a rule for the resolver's address
      When kube-system/coredns allows egress to 10.0.0.2/32 on ports 53/UDP and 53/TCP
      Then frontend → https://api.example.com succeeds

    Scenario: A rule for port 53 in the clients' namespace repairs nothing: CoreDNS asks in its own name
      Given frontend allows egress to anyone
      Then frontend → https://api.example.com cannot resolve: SERVFAIL

  Rule: Nobody is behind kube-dns

    Scenario: Pods that are not ready: the address refuses
      Given pod kube-system/coredns-1 is not ready
      Then frontend → http://backend succeeds
      When pod kube-system/coredns-2 is not ready
      Then frontend cannot resolve backend: port unreachable
      And curl exits with 6 for frontend → http://backend
      When pod kube-system/coredns-1 is ready
      Then frontend → http://backend succeeds

    Scenario: Nothing in the policy is wrong, and so the addresses go on
      Given pod kube-system/coredns-1 is not ready
      And pod kube-system/coredns-2 is not ready
      Then frontend → service/backend:80 succeeds
      But frontend → http://backend cannot resolve: port unreachable

    Scenario: A pod that lost the label is none of kube-dns' any more
      When pod kube-system/coredns-1 is labelled k8s-app=coredns
      And pod kube-system/coredns-2 is labelled k8s-app=coredns
      Then frontend cannot resolve backend: port unreachable

    Scenario: The port behind kube-dns is one where nobody listens
      Given the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: kube-dns
          namespace: kube-system
        spec:
          clusterIP: 10.96.0.10
          selector:
            k8s-app: kube-dns
          ports:
            - { name: dns, port: 53, protocol: UDP, targetPort: 5353 }
            - { name: dns-tcp, port: 53, protocol: TCP, targetPort: 5353 }
        """
      Then frontend cannot resolve backend: port unreachable after 0 seconds
      And dig exits with 9 for frontend → http://backend
