Feature: Connections of an office's client
  The published script switches certificate verification off, and so invites everybody in between to read and to change documents.
  Authentication page, script and confidentiality; https://www3.wipo.int/confluence/display/dascg/dascg

  @DAS-AUTH-28
  Rule: The certificate of every host is verified

    Scenario Outline: Nothing is sent to <party> under a certificate <defect>
      Given an office's client that registers documents
      And the certificate of <party> is now <defect>
      When the client registers a document
      Then the client sends nothing to <party>

      Examples: each leg of an exchange
        | party                    | defect                         |
        | the authorization server | issued by an unknown authority |
        | the authorization server | made out to another host       |
        | DAS                      | issued by an unknown authority |
        | DAS                      | made out to another host       |
        | the storage              | issued by an unknown authority |
        | the storage              | made out to another host       |

    Scenario: Nothing is fetched from a storage under a wrong certificate
      Given an office's client that retrieves documents
      And the certificate of the storage is now issued by an unknown authority
      When the client retrieves a document
      Then the client sends nothing to the storage

  @DAS-NET-04-CLIENT
  Rule: Documents travel through encrypted channels only

    Scenario: A document is not uploaded by a URL without encryption
      Given an office's client that registers documents
      And signed URLs now lead to a place without encryption
      When the client registers a document
      Then no request of the client is unencrypted

    Scenario: A document is not fetched by a URL without encryption
      Given an office's client that retrieves documents
      And signed URLs now lead to a place without encryption
      When the client retrieves a document
      Then no request of the client is unencrypted

  @DAS-CLIENT-02
  Rule: No access token goes to a signed URL

    Scenario: An upload carries no access token
      When the client registers a document
      Then no access token goes to signed URLs

    Scenario: A download carries no access token
      When the client retrieves a document
      Then no access token goes to signed URLs

  @DAS-CLIENT-14
  Rule: No access token goes to the host that a redirection names

    Scenario: A redirected registration takes no token along
      Given an office's client that registers documents
      And from then on DAS redirects to another host
      When the client registers a document
      Then no access token goes to the other host

    Scenario: A redirected retrieval takes no token along
      Given an office's client that retrieves documents
      And from then on DAS redirects to another host
      When the client retrieves a document
      Then no access token goes to the other host
