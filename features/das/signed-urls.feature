Feature: Signed URLs
  Whoever holds a signed URL needs no access token: the URL must permit one thing for some time, and travel encrypted.
  WIPO DAS exchange API, pre-signed URLs; WIPO DAS REST API, confidentiality and digital library.

  @DAS-NET-04
  Rule: Signed URLs lead through encrypted channels only

    Scenario: An upload URL is encrypted
      Given the office holds an upload URL
      When the office renews the upload URL
      Then every signed URL handed out is encrypted

    @requires:another-client
    Scenario: A download URL is encrypted
      Given the office of second filing has retrieved a document
      When the office of second filing asks for a download URL
      Then every signed URL handed out is encrypted

  @DAS-API-UPLOAD-05 @requires:clock-control
  Rule: An expired upload URL is refused

    Scenario: An upload URL works shortly before it expires
      Given the office holds an upload URL that is about to expire
      When the office uploads the document
      Then DAS serves the request

    Scenario: An upload URL does not work once it has expired
      Given the office holds an upload URL
      When the office uploads a document to an expired upload URL
      Then DAS refuses the request

  @DAS-API-UPLOAD-06
  Rule: A signed upload URL works only as signed

    Scenario: The upload URL works as signed
      Given the office holds an upload URL
      When the office uploads the document
      Then DAS serves the request

    Scenario Outline: An upload URL <alteration> is refused
      Given the office holds an upload URL
      When the office uses an upload URL <alteration>
      Then DAS refuses the request

      Examples: uses that were not signed
        | alteration                       |
        | with another content type        |
        | for the object of another file   |
        | with a later expiry              |
        | with an altered signature        |
        | without its signature            |
        | to read what was uploaded        |

  @DAS-API-UPLOAD-07 @requires:another-client
  Rule: Content that was accepted cannot be overwritten through the upload URL

    Scenario: Accepted content is delivered as it was uploaded
      Given the office has registered a document
      When the office of second filing retrieves the document
      Then DAS delivers the registered content

    Scenario: A second upload does not change what is delivered
      Given the office has uploaded a file that DAS accepted
      When the office uploads other content to the same upload URL
      Then the accepted content stays in force

  @DAS-API-DWN-04 @requires:another-client
  Rule: An expired or altered download URL is refused

    Scenario: The download URL works as signed
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then DAS delivers the registered content

    Scenario Outline: A download URL <alteration> is refused
      Given the office of second filing holds a download URL
      When the office of second filing uses the download URL <alteration>
      Then DAS refuses the request

      Examples: altered download URLs
        | alteration                       |
        | with an altered signature        |
        | for the object of another file   |
        | with a later expiry              |
        | to write                         |

    @requires:clock-control
    Scenario: An expired download URL is refused
      Given the office of second filing holds a download URL
      And the download URL has expired
      When the office of second filing downloads the document
      Then DAS refuses the request

  @DAS-RET-10 @requires:another-client
  Rule: Library content is private: without a valid signed URL nothing can be read

    Scenario: With a valid signed URL the document can be read
      Given the office of second filing holds a download URL
      When the office of second filing downloads the document
      Then DAS delivers the registered content

    Scenario: Reading the address of a download without its signature is refused
      Given the office of second filing holds a download URL
      When the office of second filing uses the download URL without its signature
      Then DAS refuses the request

    Scenario: Reading the address of an upload without its signature is refused
      Given the office has registered a document
      When a stranger reads the address of the upload
      Then DAS refuses the request
