@requires:another-client
Feature: Connections of WIPO
  WIPO calls offices and the PCT service, with tokens and for documents that are highly confidential. Whoever stands in between and shows
  a certificate of its own must not get anything. WIPO DAS REST API, confidentiality; RFC 9110, section 4.3.4.

  @DAS-API-FWD-19
  Rule: The certificate of every host is verified

    @requires:office-api
    Scenario: An office with the right certificate is called
      Given the office has registered a document that it keeps itself
      When the office of second filing requests the document
      Then DAS forwards the retrieval to the office

    @requires:office-api @requires:clock-control
    Scenario Outline: Nothing is sent to an office whose certificate is <defect>
      Given the office has registered a document that it keeps itself
      And the office that keeps the document now shows a certificate <defect>
      When the office of second filing requests the document, and later the certificate is the right one
      Then DAS has sent something to the office that keeps the document only under the right certificate

      Examples: certificates of somebody else
        | defect                         |
        | issued by an unknown authority |
        | made out to another host       |

    @requires:pct-service @requires:clock-control
    Scenario Outline: Nothing is sent to a PCT service whose certificate is <defect>
      Given the International Bureau has registered a document that the PCT service keeps
      And the PCT service now shows a certificate <defect>
      When the office of second filing requests the document, and later the certificate is the right one
      Then DAS has sent something to the PCT service only under the right certificate

      Examples: certificates of somebody else
        | defect                         |
        | issued by an unknown authority |
        | made out to another host       |
