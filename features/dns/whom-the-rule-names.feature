@model:stateful
Feature: Whom a rule for DNS has to name
  A client asks 10.96.0.10, the address of kube-dns. It is translated before most plugins look: what policy sees is a
  question to one of the pods behind it, on the port where that pod listens. A rule for DNS is a rule for those pods.
  Sources: kubernetes.io, Network Policies, "Behavior of to and from selectors", on addresses that are rewritten;
  kubeadm, cmd/kubeadm/app/phases/addons/dns/manifests.go; coredns/helm, charts/coredns/templates/_helpers.tpl.

  Background:
    Given the namespace shop
    And the pods:
      | pod                 | labels      | ports            |
      | frontend            |             |                  |
      | backend             |             | 8080             |
      | kube-system/sniffer | app=sniffer | 53/UDP, 5353/UDP |
    And the services:
      | service | ports     |
      | backend | 80 → 8080 |
    And deny-all egress in namespace shop
    And frontend allows egress to backend on port 8080

  Rule: Pods and namespaces

    Background:
      Given kube-dns

    Scenario: The pods of kube-dns by their label, and no one else in their namespace
      When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds
      But frontend → kube-system/sniffer:53/UDP fails at frontend egress

    Scenario: The namespace alone: whoever listens on port 53 there may be asked as well
      When frontend allows egress to namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend → http://backend succeeds
      And frontend → kube-system/sniffer:53/UDP succeeds

    Scenario: The label without the namespace looks for kube-dns among the policy's own neighbours
      When frontend allows egress to pods labelled k8s-app=kube-dns on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at frontend egress to DNS

    Scenario: Namespace and label in two items of the list mean either of them
      A hyphen before podSelector makes it so. It goes unnoticed until somebody else in kube-system listens on port 53.

      When the policies:
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: dns
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
          - to:
            - namespaceSelector:
                matchLabels:
                  kubernetes.io/metadata.name: kube-system
            - podSelector:
                matchLabels:
                  k8s-app: kube-dns
            ports:
            - { port: 53, protocol: UDP }
            - { port: 53, protocol: TCP }
        """
      Then frontend → http://backend succeeds
      And frontend → kube-system/sniffer:53/UDP succeeds

    Scenario: A label that namespaces do not bear by themselves
      Every namespace bears kubernetes.io/metadata.name; "name" is there only where somebody set it.

      When frontend allows egress to namespaces labelled name=kube-system on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at frontend egress to DNS
      When namespace kube-system is labelled name=kube-system
      Then frontend → http://backend succeeds

  Rule: Addresses

    Background:
      Given kube-dns

    Scenario: The connection table has both: the address that was asked, and the pod that answers
      Given all policies are deleted
      And pod kube-system/coredns-2 is not ready
      When frontend opens a connection to service/kube-system/kube-dns:53/UDP
      Then conntrack -L shows:
        """
        udp 17 30 src=frontend dst=10.96.0.10 sport=40000 dport=53 src=kube-system/coredns-1 dst=frontend sport=53 dport=40000
        """

    Scenario Outline: <block> holds the address in resolv.conf, which is not the one that policy sees
      When frontend allows egress to <block> on ports 53/UDP and 53/TCP
      Then frontend → http://backend fails at frontend egress to DNS
      And frontend → 10.96.0.10:53/UDP fails at frontend egress

      Examples:
        | block         |
        | 10.96.0.10/32 |
        | 10.96.0.0/12  |

    Scenario: Where policy comes before the translation, as with AWS, a block matches the address that is asked
      The plugin adds the addresses of Services to those of the pods that a selector matches: the usual rule works too.

      Given a cluster that runs AWS VPC CNI
      When frontend allows egress to 10.96.0.10/32 on ports 53/UDP and 53/TCP
      Then frontend resolves backend
      When policy allow-frontend-egress-to-10.96.0.10-32-on-53-udp-53 is deleted
      Then frontend cannot resolve backend
      When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend resolves backend

  Rule: The port is that of the pods

    OpenShift, for one, has its DNS pods listen on 5353; clients ask on port 53 there as everywhere.

    Background:
      Given kube-dns on port 5353

    Scenario Outline: A rule for <ports>: <verdict>
      When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on <ports>
      Then frontend → http://backend <verdict>

      Examples:
        | ports                     | verdict                         |
        | ports 53/UDP and 53/TCP   | fails at frontend egress to DNS |
        | ports 5353/UDP, 5353/TCP  | succeeds                        |
        | ports dns/UDP and dns-tcp | succeeds                        |

    Scenario Outline: AWS sees port 53, and asks all the same whether a rule names the port behind it: <ports>
      Given a cluster that runs AWS VPC CNI
      When frontend allows egress to pods labelled k8s-app=kube-dns in namespace kube-system on <ports>
      Then frontend → http://backend <verdict>

      Examples:
        | ports                    | verdict                         |
        | ports 53/UDP and 53/TCP  | fails at frontend egress to DNS |
        | ports 5353/UDP, 5353/TCP | succeeds                        |

  Rule: The label is that of the installation

    Helm's chart labels the pods k8s-app=coredns, after itself, unless k8sAppLabelOverride says otherwise.

    Background:
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
            k8s-app: coredns
          ports:
            - { name: udp-53, port: 53, protocol: UDP }
            - { name: tcp-53, port: 53, protocol: TCP }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: dns-coredns
          namespace: kube-system
        spec:
          selector:
            matchLabels:
              k8s-app: coredns
          template:
            metadata:
              labels:
                k8s-app: coredns
                app.kubernetes.io/name: coredns
            spec:
              containers:
                - name: coredns
                  image: coredns/coredns:1.12.1
        """

    Scenario Outline: A rule for pods labelled <label>: <verdict>
      When frontend allows egress to pods labelled <label> in namespace kube-system on ports 53/UDP and 53/TCP
      Then frontend → http://backend <verdict>

      Examples:
        | label                          | verdict                         |
        | k8s-app=kube-dns               | fails at frontend egress to DNS |
        | k8s-app=coredns                | succeeds                        |
        | app.kubernetes.io/name=coredns | succeeds                        |
